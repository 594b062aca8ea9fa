package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TableIndexTest {

    private static final String ORDERS =
            """
            [{'id': '1', 'name': 'orders', 'fullyQualifiedName': 's.d.c.orders',
              'columns': [{'name': 'id', 'fullyQualifiedName': 's.d.c.orders.id'}, {'name': 'a.b', 'fullyQualifiedName': 's.d.c.orders."a.b"'}]}]""";

    private final TableIndex index = new TableIndex(100);
    private final Catalogs catalogs = new Catalogs();

    private void list(TableIndex.Lookup lookup) {
        lookup.unlisted().forEach(listing -> {
            catalogs.addTables(listing, page(ORDERS));
            catalogs.complete(listing);
        });
    }

    private static List<String> unlisted(TableIndex.Lookup lookup) {
        return lookup.unlisted().stream().map(TableIndex.Listing::schemaFqn).toList();
    }

    @Test
    void asksForEachSchemaOnce() throws Exception {
        TableIndex.Lookup first = index.lookup(List.of("s.d.a", "s.d.b", "s.d.a"));
        TableIndex.Lookup second = index.lookup(List.of("s.d.b", "s.d.c"));

        assertThat(unlisted(first)).containsExactly("s.d.a", "s.d.b");
        assertThat(unlisted(second)).containsExactly("s.d.c");
        list(first);
        list(second);
        assertThat(unlisted(index.lookup(List.of("s.d.a", "s.d.b", "s.d.c")))).isEmpty();
        assertThat(second.tables("s.d.b")).isSameAs(first.tables("s.d.b"));
    }

    @Test
    void holdsTablesOfAllPagesWithTheServersOwnNames() throws Exception {
        TableIndex.Lookup lookup = index.lookup(List.of("s.d.c"));
        TableIndex.Listing listing = lookup.unlisted().get(0);
        catalogs.addTables(listing, page(ORDERS));
        catalogs.addTables(listing, page("[{'id': '2', 'name': 'items', 'fullyQualifiedName': 's.d.c.items'}]"));
        catalogs.complete(listing);

        NameIndex<Table> tables = lookup.tables("s.d.c");
        assertThat(tables.find("orders").found())
                .contains(new Table(
                        "1",
                        "orders",
                        "s.d.c.orders",
                        List.of(
                                new Table.Column("id", "s.d.c.orders.id", List.of()),
                                new Table.Column("a.b", "s.d.c.orders.\"a.b\"", List.of()))));
        assertThat(tables.find("items").found()).contains(new Table("2", "items", "s.d.c.items", List.of()));
        assertThat(tables.find("gone")).isEqualTo(new NameMatch.Absent<>());
    }

    @Test
    void letsOneThreadListWhileTheOthersWait() throws Exception {
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        List<TableIndex.Listing> taken = Collections.synchronizedList(new ArrayList<>());
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<NameIndex<Table>>> found = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                found.add(workers.submit(() -> {
                    together.await();
                    TableIndex.Lookup lookup = index.lookup(List.of("s.d.c"));
                    taken.addAll(lookup.unlisted());
                    list(lookup);
                    return lookup.tables("s.d.c");
                }));
            }

            NameIndex<Table> first = found.get(0).get(30, TimeUnit.SECONDS);
            for (Future<NameIndex<Table>> each : found) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isSameAs(first);
            }
            assertThat(taken).hasSize(1);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void tellsAllWhoWaitWhyAListingFailedAndForgetsIt() throws Exception {
        Exception cause = FailedCall.with(403);
        TableIndex.Lookup first = index.lookup(List.of("s.d.c"));
        TableIndex.Lookup waiting = index.lookup(List.of("s.d.c"));

        catalogs.fail(first.unlisted().get(0), cause);

        assertThatThrownBy(() -> first.tables("s.d.c")).isSameAs(cause);
        assertThatThrownBy(() -> waiting.tables("s.d.c")).isSameAs(cause);
        TableIndex.Lookup again = index.lookup(List.of("s.d.c"));
        assertThat(unlisted(again)).containsExactly("s.d.c");
        list(again);
        assertThat(again.tables("s.d.c").find("orders").found()).isPresent();
    }

    @Test
    void keepsWithinItsBoundAndListsAgainWhatItLetGo() throws Exception {
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
        assertThat(lookups.get(0).tables("s.d.0").find("orders").found()).isPresent();
    }
}
