package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NestedNamesTest {
    private static final LoadingRules RULES = LoadingRules.load();

    @Test
    void tellsWhatAColumnCanBeAPartOf() {
        assertThat(rules("redshift").around("a__b__c")).containsExactly("a__b", "a");
        assertThat(rules("redshift").around("a___b")).containsExactly("a_", "a");
        assertThat(rules("redshift").around("__a")).isEmpty();
        assertThat(rules("bigquery_v2").around("a.value.b__c")).containsExactly("a.value", "a");
        assertThat(rules("snowflake").around("A__B")).isEmpty();
        assertThat(rules("databricks_delta").around("a__b")).isEmpty();
    }

    @Test
    void tellsWhatATableCanBeASubTableOf() {
        assertThat(rules("postgres").tablesAround("Orders__Items__tax")).containsExactly("Orders__Items", "Orders");
        assertThat(rules("s3").tablesAround("contacts/personas")).containsExactly("contacts");
        assertThat(rules("bigquery_v2").tablesAround("orders__items")).isEmpty();
        assertThat(rules("snowflake").tablesAround("ORDERS__ITEMS")).isEmpty();
    }

    @Test
    void tellsThePlainColumnOfASplit() {
        assertThat(rules("snowflake").plainOf("AMOUNT__ST")).contains("AMOUNT");
        assertThat(rules("redshift").plainOf("a__b__bl")).contains("a__b");
        assertThat(rules("redshift").plainOf("amount__va")).isEmpty();
        assertThat(rules("redshift").plainOf("amount_st")).isEmpty();
        assertThat(rules("dataworld").plainOf("amount__st")).isEmpty();
    }

    @Test
    void listsAllThatAnIndexHolds() {
        assertThat(NameIndex.of(List.of("Id", "id", "note")).items()).containsExactlyInAnyOrder("Id", "id", "note");
    }

    private static DestinationRules rules(String type) {
        return RULES.destination(type).orElseThrow();
    }
}
