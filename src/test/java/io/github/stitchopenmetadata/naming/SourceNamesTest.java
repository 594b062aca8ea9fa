package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.naming.NameMatch.Absent;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceNamesTest {

    private static final SourceRules MYSQL = LoadingRules.load().source("platform.hp-mysql", null);

    private static SourceNames<String> existing(List<String> existing, String... names) {
        return new SourceNames<>(NameIndex.of(existing), List.of(names));
    }

    private static SourceNames<String> mysql(List<String> existing, String... names) {
        return new SourceNames<>(NameIndex.of(existing), List.of(names), MYSQL::fields);
    }

    @Test
    void takesTheNameAsItIs() {
        assertThat(existing(List.of("Orders", "orders"), "Orders", "orders").find("Orders"))
                .isEqualTo(new Matched<>("Orders"));
    }

    @Test
    void ignoresCaseWhereNothingElseHasThatName() {
        assertThat(existing(List.of("ORDERS", "ITEMS"), "orders", "items").find("orders"))
                .isEqualTo(new Matched<>("ORDERS"));
    }

    @Test
    void ignoresNoCaseWhereTheSourceHasAnotherSuchName() {
        SourceNames<String> names = existing(List.of("orders"), "Orders", "orders");

        assertThat(names.find("orders")).isEqualTo(new Matched<>("orders"));
        assertThat(names.find("Orders")).isEqualTo(new Absent<>("orders", "orders"));
        assertThat(existing(List.of("orders"), "Orders", "ORDERS").find("Orders"))
                .isEqualTo(new Ambiguous<>(List.of("orders"), List.of("ORDERS")));
    }

    @Test
    void ignoresNoCaseWhereTheCatalogHasAnotherSuchName() {
        assertThat(existing(List.of("Orders", "ORDERS"), "orders").find("orders"))
                .isEqualTo(new Ambiguous<>(List.of("Orders", "ORDERS"), List.of()));
    }

    @Test
    void leavesANameToTheOneThatIsWrittenSo() {
        SourceNames<String> names = existing(List.of("x__reserved__colon__y"), "x::y", "x__reserved__colon__y");

        assertThat(names.find("x__reserved__colon__y")).isEqualTo(new Matched<>("x__reserved__colon__y"));
        assertThat(names.find("x::y")).isEqualTo(new Absent<>("x__reserved__colon__y", "x__reserved__colon__y"));
        assertThat(existing(List.of("x__reserved__colon__y"), "x::y").find("x::y"))
                .isEqualTo(new Matched<>("x__reserved__colon__y"));
    }

    @Test
    void comparesNoLettersAlone() {
        assertThat(existing(List.of("userid", "user-id"), "user_id").find("user_id"))
                .isEqualTo(NameMatch.absent());
    }

    @Test
    void findsWhatTheSourceHasRenamedItself() {
        assertThat(mysql(List.of("customer#id", "id"), "customer_id", "id").find("customer_id"))
                .isEqualTo(new Matched<>("customer#id"));
        assertThat(mysql(List.of("customer#id"), "customer#id").find("customer#id"))
                .isEqualTo(new Matched<>("customer#id"));
        assertThat(existing(List.of("customer#id"), "customer_id").find("customer_id"))
                .isEqualTo(NameMatch.absent());
    }

    @Test
    void doesNotGuessWhatTheSourceHasRenamed() {
        assertThat(mysql(List.of("a-b", "a b"), "a_b").find("a_b"))
                .isEqualTo(new Ambiguous<>(List.of("a-b", "a b"), List.of()));
        assertThat(mysql(List.of("1st"), "_st", "_1st").find("_st"))
                .isEqualTo(new Ambiguous<>(List.of("1st"), List.of("_1st")));
        assertThat(mysql(List.of("a-b", "a_b"), "a_b", "a-b").find("a_b")).isEqualTo(new Matched<>("a_b"));
    }
}
