package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadNamesTest {

    private static final SourceRules POSTGRES = LoadingRules.load().source("platform.hp-postgres", null);
    private static final Map<String, String> WITH_SCHEMAS =
            Map.of("include_schemas_in_destination_stream_name", "true");
    private static final StreamName SALES = new StreamName("orders", "shop", "sales");
    private static final StreamName WEB = new StreamName("orders", "shop", "web");
    private static final StreamName ITEMS = new StreamName("items", "shop", "web");

    @Test
    void areThatOfTheStream() {
        LoadNames names = new LoadNames(POSTGRES, Map.of(), List.of(SALES, ITEMS));

        assertThat(names.of(SALES).own()).containsExactly("orders");
        assertThat(names.of(SALES).shared()).isEmpty();
    }

    @Test
    void areNobodysWhereSeveralStreamsMayHaveThem() {
        LoadNames names = new LoadNames(POSTGRES, Map.of(), List.of(SALES, WEB));

        assertThat(names.of(SALES).own()).isEmpty();
        assertThat(names.of(SALES).shared()).containsExactly("orders");
    }

    @Test
    void beginWithTheSchemaWhereTheSourceIsSetSo() {
        LoadNames names = new LoadNames(POSTGRES, WITH_SCHEMAS, List.of(SALES, WEB, ITEMS));

        assertThat(names.of(SALES).own()).containsExactly("sales__orders", "sales_orders", "shop_sales_orders");
        assertThat(names.of(SALES).shared()).containsExactly("orders");
        assertThat(names.of(ITEMS).own()).containsExactly("items", "web__items", "web_items", "shop_web_items");
    }
}
