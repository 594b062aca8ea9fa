package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.naming.NameMatch.Absent;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameClaimsTest {

    private NameClaims<String, String> claims;

    private NameClaimsTest existing(String... names) {
        claims = new NameClaims<>(
                NameIndex.of(List.of(names)), false, false, (claimant, name) -> true, (claimant, name) -> true);
        return this;
    }

    private NameClaimsTest underOneReading(String... names) {
        claims = new NameClaims<>(
                NameIndex.of(List.of(names)), false, true, (claimant, name) -> true, (claimant, name) -> true);
        return this;
    }

    private NameClaimsTest caseSensitive(String... names) {
        claims = new NameClaims<>(
                NameIndex.of(List.of(names)), true, false, (claimant, name) -> true, (claimant, name) -> true);
        return this;
    }

    private NameClaimsTest selected(String who, String... names) {
        claims.add(who, who, List.of(names), true, () -> false);
        return this;
    }

    private NameClaimsTest deselected(String who, String... names) {
        claims.add(who, who, List.of(names), false, () -> false);
        return this;
    }

    private NameClaimsTest open(String who, String... names) {
        claims.add(who, who, List.of(names), true, () -> true);
        return this;
    }

    private Map<String, NameMatch<String>> settle() {
        return claims.settle();
    }

    private static Ambiguous<String> shared(String name, String... rivals) {
        return new Ambiguous<>(List.of(name), List.of(rivals));
    }

    @Test
    void takeTheFirstNameThatExists() {
        assertThat(existing("orders", "sales__orders")
                        .selected("orders", "sales__orders", "sales_orders", "orders")
                        .settle())
                .containsEntry("orders", new Matched<>("sales__orders"));
    }

    @Test
    void ignoreCaseWhereTheDestinationDoes() {
        assertThat(existing("ORDERS").selected("orders", "orders").settle())
                .containsEntry("orders", new Matched<>("ORDERS"));
        assertThat(caseSensitive("ORDERS").selected("orders", "orders").settle())
                .containsEntry("orders", new Absent<>("ORDERS", null));
        assertThat(existing("Orders", "ORDERS").selected("orders", "orders").settle())
                .containsEntry("orders", new Ambiguous<>(List.of("Orders", "ORDERS"), List.of()));
        assertThat(existing("orders", "ORDERS").selected("orders", "orders").settle())
                .containsEntry("orders", new Matched<>("orders"));
    }

    @Test
    void giveANameToTheOneThatTheRulesGiveItFirst() {
        Map<String, NameMatch<String>> settled = existing("invoice_line")
                .selected("_invoice_line", "_invoice_line", "invoice_line")
                .selected("invoice_line", "invoice_line")
                .settle();

        assertThat(settled).containsEntry("invoice_line", new Matched<>("invoice_line"));
        assertThat(settled).containsEntry("_invoice_line", new Absent<>("invoice_line", "invoice_line"));
    }

    @Test
    void giveANameToTheOneThatHasNoOther() {
        Map<String, NameMatch<String>> settled = existing("ID", "_ID", "NAME")
                .selected("_id", "ID", "_ID")
                .selected("id", "ID")
                .selected("name", "NAME")
                .selected("age", "AGE")
                .settle();

        assertThat(settled).containsEntry("_id", new Matched<>("_ID"));
        assertThat(settled).containsEntry("id", new Matched<>("ID"));
        assertThat(settled).containsEntry("name", new Matched<>("NAME"));
        assertThat(settled).containsEntry("age", NameMatch.absent());
        assertThat(claims.holder("_ID")).contains("_id");
    }

    @Test
    void leaveANameToNobodyWhereNothingDecides() {
        Map<String, NameMatch<String>> settled = existing("gift_code", "giftcode")
                .selected("gift-code", "gift_code")
                .selected("Gift_Code", "gift_code")
                .settle();

        assertThat(settled).containsEntry("gift-code", shared("gift_code", "Gift_Code"));
        assertThat(settled).containsEntry("Gift_Code", shared("gift_code", "gift-code"));
        assertThat(claims.isTaken("gift_code")).isTrue();
        assertThat(claims.holder("gift_code")).isEmpty();
        assertThat(claims.isTaken("giftcode")).isFalse();
    }

    @Test
    void takeTheNamesThatOneReadingGivesToAll() {
        assertThat(underOneReading("foo", "property_foo")
                        .selected("foo", "foo", "property_foo")
                        .selected("property_foo", "property_foo", "property_property_foo")
                        .settle())
                .containsEntry("foo", new Matched<>("foo"))
                .containsEntry("property_foo", new Matched<>("property_foo"));
        assertThat(existing("a", "b", "c")
                        .selected("1", "a", "b")
                        .selected("2", "a", "c")
                        .settle())
                .containsEntry("1", new Matched<>("b"))
                .containsEntry("2", new Matched<>("c"));
    }

    @Test
    void takeWhatAllOthersAreKnownNotToHave() {
        assertThat(existing("ID", "_ID")
                        .selected("_id", "ID", "_ID")
                        .selected("__id", "ID", "__ID")
                        .settle())
                .containsEntry("_id", new Matched<>("_ID"))
                .containsEntry("__id", new Matched<>("ID"));
        // the reading under which sales.orders has its name gives hr.orders another one
        assertThat(underOneReading("sales__orders", "orders")
                        .selected("sales.orders", "sales__orders", "orders")
                        .selected("hr.orders", "hr__orders", "orders")
                        .settle())
                .containsEntry("sales.orders", new Matched<>("sales__orders"))
                .containsEntry("hr.orders", shared("orders", "sales.orders"));
    }

    @Test
    void leaveToNobodyWhatTwoMayHave() {
        assertThat(existing("orders")
                        .selected("_orders", "_orders", "orders")
                        .deselected("1orders", "1orders", "orders")
                        .settle())
                .containsEntry("_orders", shared("orders", "1orders"));
    }

    @Test
    void keepForTheDeselectedWhatIsTheirs() {
        assertThat(existing("orders")
                        .selected("_orders", "_orders", "orders")
                        .deselected("orders", "orders")
                        .settle())
                .containsEntry("_orders", new Absent<>("orders", "orders"));
        assertThat(claims.holder("orders")).contains("orders");
    }

    @Test
    void giveASelectedOneWhatOthersOfTheSameNameLeft() {
        Map<String, NameMatch<String>> settled = existing("orders")
                .selected("public.orders", "orders")
                .deselected("archive.orders", "orders")
                .deselected("old.orders", "orders")
                .settle();

        assertThat(settled).containsEntry("public.orders", new Matched<>("orders"));
        assertThat(settled).containsEntry("archive.orders", new Absent<>("orders", "public.orders"));
    }

    @Test
    void giveANameToTheOneThatCanHaveNoOther() {
        assertThat(existing("ID")
                        .selected("_id", "ID", "_ID")
                        .selected("id", "ID")
                        .settle())
                .containsEntry("id", new Matched<>("ID"))
                .containsEntry("_id", new Absent<>("ID", "id"));
        assertThat(existing("ID")
                        .selected("_id", "ID", "_ID")
                        .deselected("id", "ID")
                        .settle())
                .containsEntry("_id", new Absent<>("ID", "id"));
        assertThat(existing("ID")
                        .selected("id", "ID")
                        .deselected("_id", "ID", "_ID")
                        .settle())
                .containsEntry("id", new Matched<>("ID"));
    }

    @Test
    void takeWhatResemblesAnOpenNameWhereItIsAlone() {
        assertThat(existing("order_items", "other")
                        .open("order-items", "orderitems")
                        .settle())
                .containsEntry("order-items", new Matched<>("order_items"));
        assertThat(existing("order_items").selected("orderitems", "orderitems").settle())
                .containsEntry("orderitems", new Absent<>("order_items", null));
        assertThat(existing("order_items", "order__items")
                        .open("order-items", "orderitems")
                        .settle())
                .containsEntry("order-items", new Ambiguous<>(List.of("order_items", "order__items"), List.of()));
        assertThat(existing("order_items")
                        .open("order-items", "orderitems")
                        .deselected("order.items", "order__items")
                        .settle())
                .containsEntry("order-items", new Absent<>("order_items", null));
        assertThat(existing("order_items", "orderitems")
                        .open("order-items", "orderitems")
                        .settle())
                .containsEntry("order-items", new Matched<>("orderitems"));
    }

    @Test
    void passOverWhatCannotBeTheOwn() {
        claims = new NameClaims<>(
                NameIndex.of(List.of("orders")), false, false, (claimant, name) -> false, (claimant, name) -> true);

        assertThat(open("orders", "orders").settle()).containsEntry("orders", NameMatch.absent());
        assertThat(claims.isTaken("orders")).isFalse();
    }
}
