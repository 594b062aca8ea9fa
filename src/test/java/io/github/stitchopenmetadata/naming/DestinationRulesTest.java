package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationRulesTest {
    private static final LoadingRules RULES = LoadingRules.load();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bigquery_v2,       dataset,  project_id, 1024, 128, NATIVE_CHILDREN, BigQuery",
                "databricks_delta,  schema,   -,          78,   122, JSON_STRING,     Databricks UnityCatalog",
                "azure_sqldw,       schema,   database,   112,  128, FLATTEN,         Synapse Mssql AzureSQL MicrosoftFabric",
                "mssql_server,      schema,   database,   113,  128, NATIVE_COLUMN,   Mssql AzureSQL MicrosoftFabric",
                "mysql_destination, database, -,          60,   64,  NATIVE_COLUMN,   Mysql MariaDB SingleStore Doris StarRocks",
                "panoply,           schema,   database,   127,  115, FLATTEN,         Redshift Postgres",
                "postgres,          schema,   database,   63,   59,  FLATTEN,         Postgres Timescale Cockroach Greenplum",
                "redshift,          schema,   database,   127,  115, FLATTEN,         Redshift",
                "snowflake,         schema,   database,   255,  251, NATIVE_COLUMN,   Snowflake"
            })
    void describesEachSupportedType(
            String type,
            String container,
            String database,
            int tableLength,
            int columnLength,
            Nesting nesting,
            String services) {
        DestinationRules rules = rules(type);

        assertThat(rules.supported()).isTrue();
        assertThat(rules.unsupportedReason()).isEmpty();
        assertThat(rules.container()).isEqualTo(container);
        assertThat(rules.databaseProperty().orElse(null)).isEqualTo(database);
        assertThat(rules.tableRejection("t".repeat(tableLength))).isEmpty();
        assertThat(rules.tableRejection("t".repeat(tableLength + 1))).isPresent();
        assertThat(rules.columnRejection("c".repeat(columnLength))).isEmpty();
        assertThat(rules.columnRejection("c".repeat(columnLength + 1))).isPresent();
        assertThat(rules.nesting()).isEqualTo(nesting);
        assertThat(rules.serviceTypes()).containsExactly(services.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "dataworld", "storagegrid"})
    void saysWhyATypeIsNotSupported(String type) {
        assertThat(rules(type).supported()).isFalse();
        assertThat(rules(type).unsupportedReason()).get().asString().isNotBlank();
        assertThat(rules(type).serviceTypes()).isEmpty();
    }

    @Test
    void knowsOldTypeIdsAndNoInventedOnes() {
        assertThat(rules("bigquery")).isSameAs(rules("bigquery_v2"));
        assertThat(RULES.destination("teradata")).isEmpty();
        assertThat(RULES.destination(null)).isEmpty();
    }

    @Test
    void takesTheSchemaFromTheNameAndGuessesItOnlyWithoutOne() {
        assertThat(rules("postgres").schemas("adwords", "AdWords2")).containsExactly("adwords");
        assertThat(rules("postgres").schemas(null, "AdWords2")).doesNotContain("adwords");
        assertThat(rules("postgres").schemas("", "Heroku (EU).io")).containsExactly("heroku_euio", "heroku_eu_io");
        assertThat(rules("snowflake").schemas("recurly_stitch", "Recurly")).containsExactly("RECURLY_STITCH");
        assertThat(rules("s3").schemas("crm_prod", "crm-prod")).containsExactly("crm_prod", "crm-prod");
        assertThat(rules("postgres").schemas(null, null)).isEmpty();
    }

    @Test
    void leavesANameAsItIsOfWhichTheRulesLeaveNothing() {
        assertThat(rules("postgres").columns("2024")).containsExactly("2024");
        assertThat(rules("snowflake").tables("日本")).containsExactly("日本");
        assertThat(rules("bigquery_v2").columns("日本")).containsExactly("日本", "__");
    }

    @Test
    void triesLettersOutsideAsciiAsTheyAreFirst() {
        assertThat(rules("redshift").tables("Café")).containsExactly("café", "caf", "Café");
        assertThat(rules("redshift").tables("cafe\u0301")).containsExactly("café", "caf");
        assertThat(rules("postgres").columns("Café")).containsExactly("Café", "Caf");
        assertThat(rules("snowflake").columns("größe")).containsExactly("GRÖSSE", "GRSSE", "größe");
        assertThat(rules("snowflake").columns("prix été")).containsExactly("PRIX_ÉTÉ", "PRIX_T", "prix été");
    }

    @Test
    void triesAllFormsWhereTheDocumentationContradictsItself() {
        assertThat(rules("snowflake").columns("_id")).containsExactly("ID", "_ID");
        assertThat(rules("redshift").columns("_my id")).containsExactly("_my id", "myid");
        assertThat(rules("postgres").columns("_my id")).containsExactly("_my id", "myid");
        assertThat(rules("azure_sqldw").columns("12a")).containsExactly("_a", "_2a");
        assertThat(rules("mssql_server").tables("a-b!")).containsExactly("a_b_", "a_b");
        assertThat(rules("mssql_server").tables("a-b")).containsExactly("a_b");
    }

    @Test
    void flattensOnlyWhereTheDestinationDoes() {
        assertThat(rules("redshift").nested("user", "_Name")).containsExactly("user___name", "user__name");
        assertThat(rules("redshift").items("tags")).isEmpty();
        assertThat(rules("redshift").subTables("orders", "Line Items"))
                .containsExactly("orders__line items", "orders__lineitems");
        assertThat(rules("snowflake").nested("USER", "name")).containsExactly("USER");
        assertThat(rules("snowflake").items("TAGS")).containsExactly("TAGS");
        assertThat(rules("snowflake").subTables("ORDERS", "items")).isEmpty();
        assertThat(rules("bigquery_v2").nested("user", "First Name")).containsExactly("user.first_name");
    }

    @Test
    void acceptsOnlyItsOwnTypeCodesAndTheProseSpellings() {
        assertThat(rules("snowflake").plainOf("AGE__FL")).contains("AGE");
        assertThat(rules("redshift").plainOf("age__va")).isEmpty();
        assertThat(rules("redshift").plainOf("has_magic__bl")).contains("has_magic");
        assertThat(rules("redshift").plainOf("age__group")).isEmpty();
        assertThat(rules("azure_sqldw").plainOf("at__inst")).contains("at");
        assertThat(rules("azure_sqldw").plainOf("at__it")).isEmpty();
        assertThat(rules("dataworld").plainOf("age__st")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_sdc_batched_at", "_SDC_SEQUENCE", "__sdc_primary_key", "_sdc_level_0_id", "_rjm_x"})
    void knowsSystemColumns(String column) {
        assertThat(rules("snowflake").isSystemColumn(column)).isTrue();
        assertThat(rules("snowflake").columnRejection(column)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "_sdc_rejected, true",
        "SDC_REJECTED, true",
        "_sdc_primary_keys, true",
        "sdc_orders, false",
        "orders, false"
    })
    void knowsSystemTables(String table, boolean system) {
        assertThat(rules("bigquery_v2").isSystemTable(table)).isEqualTo(system);
    }

    @Test
    void saysWhyStitchWouldRejectAName() {
        assertThat(rules("postgres").tableRejection("x".repeat(63))).isEmpty();
        assertThat(rules("postgres").tableRejection("x".repeat(64)))
                .get()
                .asString()
                .contains("64", "63");
        assertThat(rules("postgres").columnRejection("x".repeat(60)))
                .get()
                .asString()
                .contains("60", "59");
        assertThat(rules("mysql_destination").tableRejection("orders_old"))
                .get()
                .asString()
                .contains("_old");
        assertThat(rules("postgres").tableRejection("orders_old")).isEmpty();
        assertThat(rules("postgres").tableRejection("_sdcx")).get().asString().contains("_sdc");
        assertThat(rules("bigquery_v2").columnRejection("_file_name"))
                .get()
                .asString()
                .contains("_file_");
        assertThat(rules("redshift").columnRejection("total__it")).isPresent();
    }

    @Test
    void rejectsNoFieldForAnEndingThatOnlyTheProseUses() {
        assertThat(rules("snowflake").columnRejection("total__int")).isEmpty();
        assertThat(rules("snowflake").plainOf("total__int")).contains("total");
        assertThat(rules("bigquery_v2").columnRejection("tags__ar")).isEmpty();
        assertThat(rules("bigquery_v2").columnRejection("tags__st")).isPresent();
    }

    @Test
    void tellsCasesApartOnlyInPostgres() {
        assertThat(rules("postgres").isCaseSensitive()).isTrue();
        assertThat(rules("redshift").isCaseSensitive()).isFalse();
        assertThat(rules("azure_sqldw").isCaseSensitive()).isFalse();
    }

    @Test
    void leavesOpenWhatIsNotDocumented() {
        assertThat(rules("snowflake").isOpenTable("order items")).isTrue();
        assertThat(rules("snowflake").isOpenColumn("order items")).isFalse();
        assertThat(rules("snowflake").isOpenColumn("order-items")).isTrue();
        assertThat(rules("snowflake").isOpenTable("order_items2")).isFalse();
        assertThat(rules("mssql_server").isOpenTable("order-items")).isFalse();
        assertThat(rules("mssql_server").isOpenTable("größe")).isTrue();
    }

    @Test
    void knowsTheColumnsOfSubTables() {
        assertThat(rules("redshift").isSubTableKey("_sdc_source_key_id")).isTrue();
        assertThat(rules("redshift").isSubTableKey("_SDC_LEVEL_0_ID")).isTrue();
        assertThat(rules("redshift").isSubTableKey("_sdc_sequence")).isFalse();
        assertThat(rules("redshift").isSubTableLevel("_sdc_level_1_id")).isTrue();
        assertThat(rules("redshift").isSubTableLevel("_sdc_source_key_id")).isFalse();
    }

    @Test
    void listsAreFixed() {
        assertThat(List.of(rules("snowflake").columns("a"), rules("snowflake").serviceTypes()))
                .allSatisfy(list -> assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    private static DestinationRules rules(String type) {
        return RULES.destination(type).orElseThrow();
    }
}
