package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRulesTest {
    private static final LoadingRules RULES = LoadingRules.load();
    private static final Map<String, String> PLAIN = Map.of();
    private static final Map<String, String> WITH_SCHEMAS =
            Map.of("include_schemas_in_destination_stream_name", "true");
    private static final StreamName ORDERS = new StreamName("orders", "shop", "sales");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "platform.hp-postgres,    -,                    DATABASE,   Postgres Timescale Cockroach Greenplum",
                "platform.cloudsql_pg,    platform.postgres,    DATABASE,   Postgres Timescale Cockroach Greenplum",
                "platform.aurora,         platform.mysql,       DATABASE,   Mysql MariaDB SingleStore Doris StarRocks",
                "platform.hp-mariadb,     platform.hp-mysql,    DATABASE,   Mysql MariaDB SingleStore Doris StarRocks",
                "platform.azure,          platform.mssql,       DATABASE,   Mssql AzureSQL Synapse MicrosoftFabric",
                "platform.oracle,         -,                    DATABASE,   Oracle",
                "platform.mongodb,        -,                    DATABASE,   MongoDB",
                "platform.dynamodb,       -,                    DATABASE,   DynamoDB",
                "platform.db2,            -,                    DATABASE,   Db2",
                "platform.redshift,       -,                    DATABASE,   Redshift",
                "platform.ga360,          -,                    DATABASE,   BigQuery",
                "platform.new-pg,         platform.hp-postgres, DATABASE,   Postgres Timescale Cockroach Greenplum",
                "platform.s3-csv,         -,                    FILE,       ''",
                "platform.responsys,      -,                    FILE,       ''",
                "import_api,              -,                    IMPORT_API, ''",
                "webhook.zapier,          incoming-webhook,     WEBHOOK,    ''",
                "webhook.new,             -,                    WEBHOOK,    ''",
                "platform.sendgrid,       platform.sendgrid,    SAAS,       ''",
                "platform.stripe,         -,                    SAAS,       ''",
                "platform.salesforce,     -,                    SAAS,       Salesforce",
                "stripe,                  -,                    SAAS,       ''",
                "hp.rando,                hp.rando,             UNKNOWN,    ''",
                "-,                       -,                    UNKNOWN,    ''"
            })
    void classifiesSources(String type, String protocol, SourceKind kind, String services) {
        SourceRules rules = RULES.source(type, protocol);

        assertThat(rules.kind()).isEqualTo(kind);
        assertThat(String.join(" ", rules.serviceTypes())).isEqualTo(services);
    }

    @ParameterizedTest
    @CsvSource({
        "platform.hp-postgres, sales__orders sales_orders shop_sales_orders orders",
        "platform.mssql,       sales__orders shop_sales_orders sales_orders orders",
        "platform.mongodb,     shop__orders shop_orders orders",
        "platform.hp-mysql,    shop__orders shop_orders orders",
        "platform.mysql,       orders",
        "platform.oracle,      orders"
    })
    void prefixesTheSchemaWhereTheSourceHasThatSetting(String type, String names) {
        assertThat(RULES.source(type, null).baseNames(ORDERS, WITH_SCHEMAS)).containsExactly(names.split(" "));
        assertThat(RULES.source(type, null).baseNames(ORDERS, PLAIN)).containsExactly("orders");
    }

    @Test
    void leavesOutPrefixesThatTheMetadataDoesNotTell() {
        assertThat(RULES.source("platform.hp-postgres", null).baseNames(StreamName.of("orders"), WITH_SCHEMAS))
                .containsExactly("orders");
    }

    @Test
    void readsTheSettingAsTheTextItIs() {
        Map<String, String> off = Map.of("include_schemas_in_destination_stream_name", "false");

        assertThat(RULES.source("platform.hp-postgres", null).baseNames(ORDERS, off))
                .containsExactly("orders");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "platform.hp-postgres, shop,    sales",
                "platform.mysql,       default, shop",
                "platform.hp-mysql,    default, shop",
                "platform.oracle,      default, sales",
                "platform.mssql,       shop,    sales",
                "platform.mongodb,     default, shop",
                "platform.dynamodb,    default, default",
                "platform.quickbase,   -,       -",
                "platform.hp-new,      shop,    sales"
            })
    void locatesTheSourceTable(String type, String database, String schema) {
        assertThat(RULES.source(type, null).location(ORDERS, PLAIN))
                .isEqualTo(new TableLocation(Optional.ofNullable(database), Optional.ofNullable(schema)));
    }

    @Test
    void tellsATypeThatIsListedFromOneThatOnlyBeginsLikeMany() {
        assertThat(RULES.source("platform.hp-mysql", null).isListed()).isTrue();
        assertThat(RULES.source("platform.new", "platform.hp-mysql").isListed()).isTrue();
        assertThat(RULES.source("platform.new", null).isListed()).isFalse();
        assertThat(RULES.source(null, null).isListed()).isFalse();
    }

    @Test
    void takesTheDatabaseFromThePropertiesOnlyWhereTheyLimitTheSourceToIt() {
        Map<String, String> properties =
                Map.of("database", "erp", "dbname", "erp", "project_id", "p", "dataset_id", "d");
        StreamName stream = StreamName.of("orders");

        assertThat(RULES.source("platform.mssql", null)
                        .location(stream, properties)
                        .database())
                .contains("erp");
        assertThat(RULES.source("platform.hp-postgres", null)
                        .location(stream, properties)
                        .database())
                .isEmpty();
        assertThat(RULES.source("platform.mongodb", null)
                        .location(stream, properties)
                        .schema())
                .isEmpty();
        assertThat(RULES.source("platform.ga360", null).location(stream, properties))
                .isEqualTo(new TableLocation(Optional.of("p"), Optional.of("d")));
    }

    @Test
    void knowsTheTablesOfWebhooks() {
        assertThat(RULES.source("webhook.zapier", null).knownTables(PLAIN)).containsExactly("data");
        assertThat(RULES.source("webhook.zapier", null).baseNames(StreamName.of("anything"), PLAIN))
                .containsExactly("data");
        assertThat(RULES.source("webhook.sendgrid", "sendgrid").knownTables(PLAIN))
                .containsExactly("events");
        assertThat(RULES.source("webhook.segment", "segment_webhooks").knownTables(PLAIN))
                .containsExactly("group", "identify", "page", "screen", "track");
        assertThat(RULES.source("webhook.segment", null).baseNames(StreamName.of("track"), PLAIN))
                .containsExactly("track");
    }

    @Test
    void readsTheTablesOfFileSourcesFromTheirProperties() {
        SourceRules rules = RULES.source("platform.s3-csv", null);
        Map<String, String> properties = Map.of(
                "tables",
                "[{\"table_name\": \"Daily Sales\", \"search_pattern\": \".*csv\"}, {\"table_name\": \"stock\"}, {}, 7]");

        assertThat(rules.knownTables(properties)).containsExactly("Daily Sales", "stock");
        assertThat(rules.baseNames(StreamName.of("daily_sales"), properties))
                .containsExactly("daily_sales", "Daily Sales");
        assertThat(rules.knownTables(Map.of("tables", "not json"))).isEmpty();
        assertThat(rules.knownTables(PLAIN)).isEmpty();
    }

    @Test
    void prefixesTablesOfOldTypesWithTheIntegration() {
        assertThat(RULES.source("zuora", null).baseNames(StreamName.of("account"), PLAIN))
                .containsExactly("zuora_account", "account");
        assertThat(RULES.source("platform.zuora", null).baseNames(StreamName.of("account"), PLAIN))
                .containsExactly("account");
    }

    @Test
    void renamesFieldsAsAvroDoesWhereTheSourceDoes() {
        assertThat(RULES.source("platform.hp-mysql", null).fields("Customer#Id"))
                .startsWith("Customer_Id");
        assertThat(RULES.source("platform.hp-mysql", null).fields("1st")).containsExactly("_st", "_1st");
        assertThat(RULES.source("platform.mysql", null).fields("customer#id")).containsExactly("customer#id");
        assertThat(RULES.source("platform.hp-postgres", null).fields("customer#id"))
                .containsExactly("customer#id", "customer_id");
        assertThat(RULES.source("platform.hp-mysql", null).fields("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "platform.postgres,    JSONB, true",
        "platform.postgres,    json,  true",
        "platform.postgres,    text,  false",
        "platform.hp-postgres, jsonb, false",
        "platform.mysql,       json,  true",
        "platform.hp-mysql,    json,  false"
    })
    void knowsWhatTheFirstGenerationGivesAsText(String type, String sqlType, boolean text) {
        assertThat(RULES.source(type, null).isText(sqlType)).isEqualTo(text);
        assertThat(RULES.source(type, null).isText(null)).isFalse();
    }
}
