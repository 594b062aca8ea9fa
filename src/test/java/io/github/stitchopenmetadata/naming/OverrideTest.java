package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideTest {
    @TempDir
    Path folder;

    @Test
    void replacesOneRuleAndKeepsTheOthers() throws IOException {
        LoadingRules rules = load(
                """
                destinations:
                  snowflake:
                    schemas: unchanged
                    limits: {table: 99}
                """);

        DestinationRules snowflake = rules.destination("snowflake").orElseThrow();
        assertThat(snowflake.schemas("recurly", null)).containsExactly("recurly");
        assertTableLength(snowflake, 99);
        assertThat(snowflake.columnRejection("c".repeat(251))).isEmpty();
        assertThat(snowflake.columnRejection("c".repeat(252))).isPresent();
        assertThat(snowflake.columns("Customer ID").get(0)).isEqualTo("CUSTOMER_ID");
        assertTableLength(rules.destination("redshift").orElseThrow(), 127);
    }

    @Test
    void tablesFollowTheColumnsTheyAreTheSameAs() throws IOException {
        LoadingRules rules = load("destinations: {redshift: {columns: [[lowercase]]}}");

        assertThat(rules.destination("redshift").orElseThrow().tables("Order-Items"))
                .containsExactly("order-items");
    }

    @Test
    void addsDestinationsAndSources() throws IOException {
        LoadingRules rules = load(
                """
                destinations:
                  teradata:
                    container: database
                    services: [Teradata]
                    columns: [[trim, {replace: '-', with: $0}, {prepend: c_}]]
                    nesting: native-column
                source-types:
                  platform.cockroach: postgres
                  platform.ledger: ledger
                source-families:
                  ledger:
                    kind: saas
                    tables: ['{type}-{properties.region}', 'ledger_{stream}']
                """);

        assertThat(rules.destination("teradata").orElseThrow().columns(" a-b ")).containsExactly("c_a$0b");
        assertThat(rules.source("platform.cockroach", null).serviceTypes()).startsWith("Postgres");
        assertThat(rules.source("platform.ledger", null).baseNames(StreamName.of("entries"), Map.of("region", "eu")))
                .containsExactly("platform.ledger-eu", "ledger_entries");
    }

    @Test
    void anEmptyValueRemovesAnEntry() throws IOException {
        LoadingRules rules = load(
                """
                destinations:
                  dataworld:
                  s3:
                    unsupported:
                """);

        assertThat(rules.destination("dataworld")).isEmpty();
        assertThat(rules.destination("s3").orElseThrow().supported()).isTrue();
    }

    @Test
    void anEmptyFileChangesNothing() throws IOException {
        assertThat(load("# nothing yet\n").destination("snowflake")).isPresent();
    }

    @Test
    void namesFileLineAndKeyOfWhatIsWrong() {
        assertComplaint(
                """
                destinations:
                  redshift:
                    limits:
                      table: many
                """,
                "line 4, destinations > redshift > limits > table: · 'many'");
        assertComplaint(
                "destinations: {redshift: {nesting: flat}}",
                "line 1, destinations > redshift > nesting: · flatten · native-column · native-children · json-string · 'flat'");
        assertComplaint(
                "destinations: {redshift: {collumns: unchanged}}",
                "line 1, destinations > redshift > collumns: · aliases · columns,");
        assertComplaint(
                "destinations: {redshift: {columns: [[{delete: '[a-z'}]]}}",
                "line 1, destinations > redshift > columns[1][1] > delete: · Unclosed character class");
        assertComplaint(
                "destinations: {redshift: {columns: [[upper]]}}", "columns[1][1]: · lowercase · uppercase · trim");
        assertComplaint("destinations: {redshift: {columns: [lowercase]}}", "columns[1]: · unchanged");
        assertComplaint("destinations: {redshift: {columns: same as tables}}", "'same as tables'");
        assertComplaint("destinations: {redshift: {columns: [[{replace: x}]]}}", "columns[1][1]: · 'with'");
        assertComplaint("destinations: {redshift: {columns: []}}", "columns: ");
        assertComplaint("destinations: {redshift: {services: Redshift}}", "services: · list · 'Redshift'");
        assertComplaint("destinations: {teradata: {container: schema}}", "destinations > teradata: · 'columns'");
        assertComplaint("destinations: redshift", "destinations: · 'redshift'");
        assertComplaint("destination: {}", "destination: · common · destinations · source-families · source-types");
        assertComplaint("- one", "line 1, ");
    }

    @Test
    void followsMerges() throws IOException {
        LoadingRules rules = load(
                """
                destinations:
                  redshift: &limits {limits: {table: 99}}
                  snowflake: {<<: *limits, schemas: unchanged}
                """);

        DestinationRules snowflake = rules.destination("snowflake").orElseThrow();
        assertTableLength(snowflake, 99);
        assertThat(snowflake.schemas("recurly", null)).containsExactly("recurly");
    }

    @Test
    void complainsAboutSources() {
        assertComplaint("source-types: {platform.x: postgress}", "line 1, source-types > platform.x: · db2 · dynamodb");
        assertComplaint(
                "source-families: {x: {kind: saas, tables: ['{table}']}}",
                "source-families > x > tables[1]: · {stream} · {database} · {schema} · {type} · {properties.NAME}");
        assertComplaint("source-families: {x: {kind: sass, tables: []}}", "kind: · database · file · saas · webhook");
        assertComplaint("source-families: {unknown: }", "source-families: · 'unknown'");
    }

    @Test
    void complainsAboutWhatIsNotYaml() {
        assertComplaint("destinations:\n  redshift: [", "line 2: · YAML · column");
        assertComplaint("destinations: {s3: {}, s3: {}}", "line 1: · destinations.s3 · twice");
        assertComplaint("destinations: &all {s3: *all}", "line 1, destinations > s3 > s3: ");
        assertThatThrownBy(() -> LoadingRules.load(folder.resolve("absent.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.yaml")
                .hasMessageContaining("does not exist");
    }

    private static void assertTableLength(DestinationRules rules, int longest) {
        assertThat(rules.tableRejection("t".repeat(longest))).isEmpty();
        assertThat(rules.tableRejection("t".repeat(longest + 1))).isPresent();
    }

    private void assertComplaint(String yaml, String facts) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Naming rules " + folder.resolve("rules.yaml"))
                .hasMessageContainingAll(facts.split(" · "));
    }

    private LoadingRules load(String yaml) throws IOException {
        return LoadingRules.load(Files.writeString(folder.resolve("rules.yaml"), yaml));
    }
}
