package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.naming.NameMatch.Absent;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.How;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameIndexTest {

    @Test
    void prefersTheExactNameToOneInAnotherCase() {
        NameIndex<String> index = NameIndex.of(List.of("id", "Id", "ID"));

        assertThat(index.find("Id")).isEqualTo(new Matched<>("Id", "Id", How.EXACT));
    }

    @Test
    void anExactLaterCandidateBeatsAnEarlierOneInAnotherCase() {
        NameIndex<String> index = NameIndex.of(List.of("ORDERS", "sales_orders"));

        assertThat(index.find(List.of("orders", "sales_orders")))
                .isEqualTo(new Matched<>("sales_orders", "sales_orders", How.EXACT));
    }

    @Test
    void takesTheFirstOfSeveralCandidatesThatExist() {
        NameIndex<String> index = NameIndex.of(List.of("orders", "sales__orders"));

        assertThat(index.find(List.of("sales__orders", "sales_orders", "orders"))
                        .found())
                .contains("sales__orders");
    }

    @Test
    void ignoresCaseWhereNothingIsExact() {
        assertThat(NameIndex.of(List.of("ORDERS")).find("orders"))
                .isEqualTo(new Matched<>("ORDERS", "ORDERS", How.IGNORING_CASE));
    }

    @Test
    void comparesKeysLast() {
        assertThat(NameIndex.of(List.of("order-items")).find("order_items"))
                .isEqualTo(new Matched<>("order-items", "order-items", How.NORMALIZED));
    }

    @Test
    void choosesBetweenNoTwoNamesThatFitEquallyWell() {
        NameIndex<String> index = NameIndex.of(List.of("Orders", "ORDERS", "a_b", "a__b"));

        assertThat(index.find("orders"))
                .isEqualTo(
                        new Ambiguous<>(List.of("Orders", "ORDERS"), List.of("Orders", "ORDERS"), How.IGNORING_CASE));
        assertThat(index.find("ab"))
                .isEqualTo(new Ambiguous<>(List.of("a_b", "a__b"), List.of("a_b", "a__b"), How.NORMALIZED));
        assertThat(index.find("orders").found()).isEmpty();
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(NameIndex.of(List.of("orders")).find(List.of("customers", "clients")))
                .isEqualTo(new Absent<>());
        assertThat(NameIndex.of(List.of("orders")).find(List.of())).isEqualTo(new Absent<>());
    }

    @Test
    void carriesWhatTheNameStandsFor() {
        NameIndex<Map.Entry<String, Integer>> index =
                NameIndex.of(Map.of("orders", 7).entrySet(), Map.Entry::getKey);

        assertThat(index.find("Orders").found()).map(Map.Entry::getValue).contains(7);
    }

    @Test
    void givesNoNameToTwo() {
        NameIndex<String> index = NameIndex.of(List.of("orderitems"));

        assertThat(index.findAll(Map.of("order-items", List.of("order_items"), "order.items", List.of("order__items")))
                        .values())
                .containsOnly(new Ambiguous<>(List.of("orderitems"), List.of("orderitems"), How.NORMALIZED));
    }

    @Test
    void givesANameToTheOneThatFitsBetter() {
        NameIndex<String> index = NameIndex.of(List.of("order_items"));

        Map<String, NameMatch<String>> found =
                index.findAll(Map.of("order_items", List.of("order_items"), "Order-Items", List.of("orderitems")));

        assertThat(found.get("order_items")).isEqualTo(new Matched<>("order_items", "order_items", How.EXACT));
        assertThat(found.get("Order-Items")).isInstanceOf(Ambiguous.class);
    }

    @Test
    void givesANameToTheOneThatHasNoOther() {
        NameIndex<String> index = NameIndex.of(List.of("ID", "_ID", "NAME"));

        Map<String, NameMatch<String>> found = index.findAll(Map.of(
                "_id", List.of("ID", "_ID"), "id", List.of("ID"), "name", List.of("NAME"), "age", List.of("AGE")));

        assertThat(found.get("_id")).isEqualTo(new Matched<>("_ID", "_ID", How.EXACT));
        assertThat(found.get("id")).isEqualTo(new Matched<>("ID", "ID", How.EXACT));
        assertThat(found.get("name")).isEqualTo(new Matched<>("NAME", "NAME", How.EXACT));
        assertThat(found.get("age")).isEqualTo(new Absent<>());
    }

    @Test
    void takesNoSideWhereBothHaveAnother() {
        NameIndex<String> index = NameIndex.of(List.of("a", "b", "c"));

        assertThat(index.findAll(Map.of(1, List.of("a", "b"), 2, List.of("a", "c")))
                        .values())
                .hasOnlyElementsOfType(Ambiguous.class);
    }
}
