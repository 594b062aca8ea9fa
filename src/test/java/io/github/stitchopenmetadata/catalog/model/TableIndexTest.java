package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.state.StateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableIndexTest {

    private static final String ORDERS =
            """
            [{'id': '1', 'name': 'orders', 'fullyQualifiedName': 's.d.c.orders',
              'columns': [{'name': 'id', 'fullyQualifiedName': 's.d.c.orders.id'}, {'name': 'a.b', 'fullyQualifiedName': 's.d.c.orders."a.b"'}]}]""";

    private final TableIndex index = new TableIndex(100);

    private static void list(TableIndex.Lookup lookup) {
        lookup.unlisted().forEach(schema -> {
            schema.add(page(ORDERS));
            schema.complete();
        });
    }

    private static List<String> unlisted(TableIndex.Lookup lookup) {
        return lookup.unlisted().stream().map(SchemaTables::fqn).toList();
    }

    @Test
    void asksForEachSchemaOnce() {
        TableIndex.Lookup first = index.lookup(List.of("s.d.a", "s.d.b", "s.d.a"));
        TableIndex.Lookup second = index.lookup(List.of("s.d.b", "s.d.c"));

        assertThat(unlisted(first)).containsExactly("s.d.a", "s.d.b");
        list(first);
        assertThat(unlisted(second)).containsExactly("s.d.c");
        list(second);
        assertThat(unlisted(index.lookup(List.of("s.d.a", "s.d.b", "s.d.c")))).isEmpty();
        assertThat(second.tables("s.d.b")).isSameAs(first.tables("s.d.b"));
    }

    @Test
    void holdsTablesOfAllPagesWithTheServersOwnNames() {
        TableIndex.Lookup lookup = index.lookup(List.of("s.d.c"));
        SchemaTables schema = lookup.unlisted().get(0);
        schema.add(page(ORDERS));
        schema.add(page("[{'id': '2', 'name': 'items', 'fullyQualifiedName': 's.d.c.items'}]"));
        schema.complete();

        NameIndex<Table> tables = lookup.tables("s.d.c");
        assertThat(tables.exactly("orders"))
                .contains(new Table(
                        "1",
                        "orders",
                        "s.d.c.orders",
                        List.of(
                                new Table.Column("id", "s.d.c.orders.id", List.of()),
                                new Table.Column("a.b", "s.d.c.orders.\"a.b\"", List.of()))));
        assertThat(tables.exactly("items")).contains(new Table("2", "items", "s.d.c.items", List.of()));
        assertThat(tables.exactly("gone")).isEmpty();
    }

    /** Who waits while another lists a schema finds it listed. */
    @Test
    void asksForNothingThatWasListedMeanwhile() {
        TableIndex.Lookup first = index.lookup(List.of("s.d.c"));
        TableIndex.Lookup waiting = index.lookup(List.of("s.d.c"));
        SchemaTables inVain = waiting.unlisted().get(0);

        list(first);

        assertThat(inVain.isUnlisted()).isFalse();
        assertThat(unlisted(waiting)).isEmpty();
        assertThat(waiting.tables("s.d.c")).isSameAs(first.tables("s.d.c"));
    }

    @Test
    void forgetsAListingThatFailed() {
        TableIndex.Lookup failed = index.lookup(List.of("s.d.c"));
        TableIndex.Lookup waiting = index.lookup(List.of("s.d.c"));
        failed.unlisted().get(0).add(page("[{'id': '2', 'name': 'items', 'fullyQualifiedName': 's.d.c.items'}]"));

        assertThatThrownBy(() -> failed.tables("s.d.c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the tables of s.d.c were not listed");
        assertThat(unlisted(waiting)).containsExactly("s.d.c");
        list(waiting);
        assertThat(waiting.tables("s.d.c").exactly("orders")).hasSize(1);
        assertThat(waiting.tables("s.d.c").exactly("items")).isEmpty();
    }

    @Test
    void listsNothingTwiceWhereItHasAPlaceForFiles(@TempDir Path folder) {
        TableIndex small = new TableIndex(10, new StateFiles(folder.toString()));
        for (int i = 0; i < 20; i++) {
            list(small.lookup(List.of("s.d." + i)));
        }

        for (int i = 0; i < 20; i++) {
            TableIndex.Lookup again = small.lookup(List.of("s.d." + i));
            assertThat(again.unlisted()).isEmpty();
            assertThat(again.tables("s.d." + i).exactly("orders"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.columns())
                            .extracting(Table.Column::fqn)
                            .containsExactly("s.d.c.orders.id", "s.d.c.orders.\"a.b\""));
        }
    }

    @Test
    void keepsWithinItsBoundAndListsAgainWhatItLetGo() {
        TableIndex small = new TableIndex(10);
        List<TableIndex.Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TableIndex.Lookup lookup = small.lookup(List.of("s.d." + i));
            list(lookup);
            lookups.add(lookup);
        }

        // each schema weighs 4: itself, one table and its two columns
        long held = 0;
        for (int i = 0; i < 20; i++) {
            held += small.lookup(List.of("s.d." + i)).unlisted().isEmpty() ? 1 : 0;
        }
        assertThat(held).isBetween(1L, 2L);
        assertThat(lookups.get(0).tables("s.d.0").exactly("orders")).hasSize(1);
    }
}
