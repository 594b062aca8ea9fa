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
                "azure_sqldw,       schema,   database,   112,  128, FLATTEN,         Synapse Mssql AzureSQL",
                "mssql_server,      schema,   database,   113,  128, NATIVE_COLUMN,   Mssql AzureSQL",
                "mysql_destination, database, -,          60,   64,  NATIVE_COLUMN,   Mysql MariaDB",
                "panoply,           schema,   database,   127,  115, FLATTEN,         Redshift Postgres",
                "postgres,          schema,   database,   63,   59,  FLATTEN,         Postgres",
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
    void givesNoCandidateForANameOfWhichNothingIsLeft() {
        assertThat(rules("postgres").columns("2024")).isEmpty();
        assertThat(rules("snowflake").tables("日本")).isEmpty();
        assertThat(rules("bigquery_v2").columns("日本")).containsExactly("__");
    }

    @Test
    void triesAllFormsWhereTheDocumentationContradictsItself() {
        assertThat(rules("snowflake").columns("_id")).containsExactly("ID", "_ID");
        assertThat(rules("redshift").columns("_my id")).containsExactly("_my id", "myid");
        assertThat(rules("postgres").columns("_my id")).containsExactly("_my id", "myid");
        assertThat(rules("azure_sqldw").columns("12a")).containsExactly("_a", "_2a");
        assertThat(rules("mssql_server").tables("a-b")).containsExactly("a_b", "ab");
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
    void listsAreFixed() {
        assertThat(List.of(rules("snowflake").columns("a"), rules("snowflake").serviceTypes()))
                .allSatisfy(list -> assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    private static DestinationRules rules(String type) {
        return RULES.destination(type).orElseThrow();
    }
}
