package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which properties, values and fields each version takes. */
class CatalogBodiesTest {

    private static final List<String> VERSIONS = List.of(
            "1.1.0", "1.2.0", "1.3.1", "1.4.0", "1.5.0", "1.6.0", "1.7.0", "1.8.0", "1.9.0", "1.10.0", "1.11.0",
            "1.12.0", "1.13.0", "2.0.0");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'pipelineUrl': 'https://a/1'      | 1.1.0 | 1.1.0",
                "'sourceUrl': 'https://a/1'        | 1.2.0 | 2.0.0",
                "'scheduleInterval': '0 6 * * *'   | 1.2.0 | 2.0.0",
                "'sourceHash': 'abc'               | 1.4.0 | 2.0.0",
                "'state': 'Active'                 | 1.7.0 | 2.0.0",
                "'owners': []                      | 1.5.0 | 2.0.0",
                "'domains': []                     | 1.9.0 | 2.0.0",
                "'dataProducts': []                | 1.4.0 | 2.0.0",
                "'lifeCycle': {}                   | 1.2.0 | 2.0.0",
                "'startDate': '2024-01-01'         | 1.1.0 | 2.0.0",
                "'tasks': [{'name': 't', 'taskUrl': 'https://a/1'}]   | 1.1.0 | 1.1.0",
                "'tasks': [{'name': 't', 'sourceUrl': 'https://a/1'}] | 1.2.0 | 2.0.0",
                "'tasks': [{'name': 't', 'owners': []}]               | 1.5.0 | 2.0.0"
            })
    void takesAPropertyOfAPipelineFromItsFirstToItsLastVersion(String property, String first, String last) {
        for (String version : VERSIONS) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                Caller.Reply reply = fixture.putPipeline(property);

                boolean known = between(version, first, last);
                assertThat(reply.status()).as(version).isEqualTo(known ? 201 : 400);
                if (!known) {
                    assertThat(reply.message())
                            .startsWith("Unrecognized field \"")
                            .contains("(class org.openmetadata.schema.");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CustomPipeline,1.1.0",
        "Spark,1.4.0",
        "DBTCloud,1.5.0",
        "Stitch,1.6.1",
        "Wherescape,1.11.0",
        "Mulesoft,1.13.0",
        "Prefect,2.0.0"
    })
    void takesAServiceTypeFromItsFirstVersion(String serviceType, String first) {
        for (String version : VERSIONS) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                String connection =
                        version.startsWith("1.1.") ? ", 'connection': {'config': {'type': 'CustomPipeline'}}" : "";
                Caller.Reply reply = fixture.put(
                        "/services/pipelineServices",
                        "{'name': 'other', 'serviceType': '" + serviceType + "'" + connection + "}");

                assertThat(reply.status()).as(version).isEqualTo(between(version, first, "2.0.0") ? 201 : 400);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.1.0 | {'name': 'x', 'serviceType': 'CustomPipeline'} | [connection must not be null]",
                "1.1.0 | {'name': 'x', 'serviceType': 'CustomPipeline', 'connection': {}} | InvalidServiceConnectionException",
                "1.1.0 | {'name': 'x', 'serviceType': 'CustomPipeline', 'connection': {'config': {'type': 'CustomPipeline', 'bogus': 1}}}"
                        + " | Failed to encrypt 'CustomPipeline' connection stored in DB due to an unrecognized field: 'bogus'",
                "1.6.1 | {'name': 'x', 'serviceType': 'Stitch', 'connection': {'config': {'type': 'Stitch'}}}"
                        + " | Failed to encrypt connection instance of Stitch",
                "1.6.1 | {'name': 'x', 'serviceType': 'Stitch', 'connection': {'config': {'hostPort': 'h', 'token': 't', 'x': 1}}}"
                        + " | unrecognized field: 'x'",
                "1.4.0 | {'name': 'x', 'serviceType': 'Stitch'} | problem: Stitch",
                "1.4.0 | {'name': 'x', 'serviceType': 'Airflow', 'owners': []} | Unrecognized field \"owners\"",
                "1.13.0 | {'serviceType': 'Stitch'} | [name must not be null]"
            })
    void refusesAService(String version, String body, String message) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            Caller.Reply reply = fixture.put("/services/pipelineServices", body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'service': 'stitch'}                                | 400 | [name must not be null]",
                "{'name': 'x'}                                        | 400 | [service must not be null]",
                "{'name': 'x', 'service': 'nope'}                     | 404 | pipelineService instance for nope not found",
                "{'name': 'x', 'service': {'id': '1'}}                | 400 | Cannot deserialize value of type `java.lang.String` from Object value",
                "{'name': 'x', 'service': 'stitch', 'tasks': {}}      | 400 | Cannot deserialize value of type `java.util.ArrayList`",
                "{'name': 'x', 'service': 'stitch', 'tasks': [{}]}    | 400 | [name must not be null]",
                "{'name': 'x', 'service': 'stitch', 'tasks': [{'name': 't', 'bogus': 1}]} | 400 | (class org.openmetadata.schema.type.Task)",
                "{'name': 'x', 'service': 'stitch', 'startDate': 'yesterday'} | 400 | Cannot deserialize value of type `java.util.Date`",
                "{'name': 'x', 'service': 'stitch', 'extension': {'foo': 1}}  | 400 | Unknown custom field foo",
                "{'name': 'x', 'service': 'stitch', 'state': 'Asleep'}        | 400 | problem: Asleep",
                "{'name': 'x', 'service': 'stitch', 'domains': ['Nowhere']}   | 404 | domain instance for Nowhere not found",
                "{'name': 'x', 'service': 'stitch', 'tags': [{'tagFQN': 'No.Such', 'source': 'Classification', 'labelType': 'Automated',"
                        + " 'state': 'Confirmed'}]} | 404 | tag instance for No.Such not found",
                "{'name': 'x', 'service': 'stitch', 'tags': [{'tagFQN': 'Tier.Tier1', 'source': 'Classification'}]}"
                        + " | 400 | [labelType must not be null]",
                "{'name': 'x', 'service': 'stitch', 'owners': [{'id': '00000000-0000-0000-0000-000000000001', 'type': 'user'}]}"
                        + " | 404 | user instance for 00000000-0000-0000-0000-000000000001 not found",
                "[]                                                   | 400 | from Array value (token `JsonToken.START_ARRAY`)"
            })
    void refusesAPipeline(String body, int status, String message) {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            Caller.Reply reply = fixture.put("/pipelines", body);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.message()).contains(message);
            assertThat(fixture.catalog.pipelines()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public'} | [columns must not be null]",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.nope', 'columns': []} | databaseSchema instance for prod_postgres.shop.nope not found",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'varchar'}]} | problem: varchar",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'VARCHAR'}]} | dataLength must not be null",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'STRUCT'}]} | children must not be null",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'ARRAY'}]} | arrayDataType must not be null",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'INT', 'x': 1}]} | Unrecognized field \"x\"",
                "{'name': 't', 'databaseSchema': 'prod_postgres.shop.public', 'columns': [{'name': 'a', 'dataType': 'INT'},"
                        + " {'name': 'a', 'dataType': 'INT'}]} | Column name a is repeated"
            })
    void refusesATable(String body, String message) {
        try (CatalogFixture fixture = new CatalogFixture("1.4.0")) {
            Caller.Reply reply = fixture.put("/tables", body);

            assertThat(reply.status()).isBetween(400, 404);
            assertThat(reply.message()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "owner,1.1.0,1.4.0",
        "owners,1.5.0,2.0.0",
        "sourceHash,1.4.0,2.0.0",
        "scheduleInterval,1.2.0,2.0.0",
        "tasks,1.1.0,2.0.0",
        "domains,1.9.0,2.0.0",
        "bogus,3.0.0,3.0.0"
    })
    void takesTheNameOfAFieldFromItsFirstToItsLastVersion(String field, String first, String last) {
        for (String version : VERSIONS) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                fixture.putPipeline("");
                for (String path : List.of("/pipelines?fields=", "/pipelines/name/stitch.shop?fields=tags,")) {
                    Caller.Reply reply = fixture.caller.get(path + field);

                    assertThat(reply.status()).as(version).isEqualTo(between(version, first, last) ? 200 : 400);
                    if (reply.status() == 400) {
                        assertThat(reply.message()).isEqualTo("Invalid field name " + field);
                    }
                }
            }
        }
    }

    @Test
    void answersBodiesThatAreNoJsonAsPlainText() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            Caller.Reply reply = fixture.put("/pipelines", "{'name': ");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).startsWith("Unexpected end-of-input");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,500,HTTP 415 Unsupported Media Type", "1.4.0,415,HTTP 415 Unsupported Media Type"})
    void refusesBodiesOfAnotherContentType(String version, int status, String message) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            Caller.Reply reply = fixture.caller.call("PUT", "/pipelines", "text/plain", "{}");

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).contains(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "", "1"})
    void startsOnlyAsAVersion(String version) {
        assertThatThrownBy(() -> new CatalogServer(version, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an OpenMetadata version");
    }

    private static boolean between(String version, String first, String last) {
        return ServerVersion.parse(version).atLeast(first)
                && ServerVersion.parse(last).atLeast(version);
    }
}
