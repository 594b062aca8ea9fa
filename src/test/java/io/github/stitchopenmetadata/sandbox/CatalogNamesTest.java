package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|stitch.plain",
                "UPPER|stitch.UPPER",
                "with space|stitch.with space",
                "  padded  |stitch.  padded  ",
                "my.pipeline.v1|stitch.\"my.pipeline.v1\"",
                ".leading|stitch.\".leading\"",
                "trailing.|stitch.\"trailing.\"",
                "\"fully.quoted\"|stitch.\"fully.quoted\"",
                "\"quoted\"|stitch.quoted",
                "slash/in/name|stitch.slash/in/name",
                "back\\slash|stitch.back\\slash",
                "plus+sign|stitch.plus+sign",
                "percent%20x|stitch.percent%20x",
                "half%2F|stitch.half%2F",
                "question?mark#hash|stitch.question?mark#hash",
                "semi;colon|stitch.semi;colon",
                "single'quote|stitch.single'quote",
                "amp&equals=|stitch.amp&equals=",
                "émoji-日本-\uD83D\uDE80|stitch.émoji-日本-\uD83D\uDE80",
                "<b|stitch.<b"
            })
    void findsAPipelineByItsEncodedName(String name, String fqn) {
        for (String version : new String[] {"1.1.0", "1.4.0", "1.13.0"}) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                String body = JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("service", "stitch")
                        .toString();

                assertThat(fixture.caller
                                .put("/pipelines", body)
                                .json()
                                .path("fullyQualifiedName")
                                .asText())
                        .isEqualTo(fqn);

                assertThat(fixture.caller
                                .get("/pipelines/name/" + Caller.segment(fqn))
                                .json()
                                .path("name")
                                .asText())
                        .isEqualTo(name);
                assertThat(fixture.caller
                                .put(
                                        "/pipelines/" + Caller.segment(fqn) + "/status",
                                        "{\"timestamp\": 1700000000000, \"executionStatus\": \"Successful\", \"taskStatus\": []}")
                                .status())
                        .isEqualTo(200);
                assertThat(fixture.caller.put("/pipelines", body).change()).isEqualTo("entityNoChange");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.1.0 | a::b          | [name must match \"^((?!::).)*$\"]",
                "1.13.0| a::b          | [name must match \"^((?!::).)*$\"]",
                "1.1.0 | a\"b          | Invalid name a\"b",
                "1.13.0| with \"some\" | Invalid name with \"some\"",
                "2.0.0 | a\"b          | [name must match",
                "2.0.0 | a>b           | [name must match",
                "1.4.0 | ``            | [name size must be between 1 and 256]"
            })
    void refusesANameOfAPipeline(String version, String name, String message) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            Caller.Reply reply = fixture.caller.put(
                    "/pipelines",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("name", name)
                            .put("service", "stitch")
                            .toString());

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).startsWith(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,128", "1.2.0,128", "1.4.0,256", "2.0.0,256"})
    void limitsTheLengthOfPipelineNames(String version, int limit) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            String longest = "n".repeat(limit);

            assertThat(fixture.put("/pipelines", "{'name': '" + longest + "', 'service': 'stitch'}")
                            .status())
                    .isEqualTo(201);
            assertThat(fixture.put("/pipelines", "{'name': '" + longest + "n', 'service': 'stitch'}")
                            .message())
                    .isEqualTo("[name size must be between 1 and " + limit + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,128", "1.2.0,256", "1.4.0,256"})
    void limitsTheLengthOfTableAndColumnNames(String version, int limit) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            String body =
                    "{'name': '%s', 'databaseSchema': 'warehouse.ANALYTICS.SHOP', 'columns': [{'name': '%s', 'dataType': 'INT'}]}";

            assertThat(fixture.put("/tables", body.formatted("t".repeat(limit), "a"))
                            .status())
                    .isEqualTo(201);
            assertThat(fixture.put("/tables", body.formatted("t".repeat(limit + 1), "a"))
                            .status())
                    .isEqualTo(400);
            assertThat(fixture.put("/tables", body.formatted("t", "c".repeat(limit + 1)))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void limitsTheFullyQualifiedNameOfATaskInVersionOneOne() {
        String name = "n".repeat(120);
        String body = "{'name': '" + name + "', 'service': 'stitch', 'tasks': [{'name': '" + "t".repeat(140) + "'}]}";
        try (CatalogFixture old = new CatalogFixture("1.1.0");
                CatalogFixture next = new CatalogFixture("1.2.0")) {
            assertThat(old.put("/pipelines", body).message())
                    .contains("fullyQualifiedName size")
                    .contains("256");
            assertThat(next.put("/pipelines", body).status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.0,stitch/eu,400",
        "1.1.0,100%,400",
        "1.2.0,100%,201",
        "1.2.0,stitch/eu,400",
        "1.4.0,stitch/eu,201",
        "1.1.0,Stitch (EU) & co's,201",
        "2.0.0,a>b,400",
        "1.13.0,a>b,201"
    })
    void limitsTheCharactersOfServiceNames(String version, String name, int status) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            String body =
                    JsonNodeFactory.instance.objectNode().put("name", name).toString();

            assertThat(fixture.caller
                            .put(
                                    "/services/pipelineServices",
                                    CatalogFixture.CUSTOM_SERVICE
                                            .replace('\'', '"')
                                            .replace("{\"name\": \"stitch\"", body.substring(0, body.length() - 1)))
                            .status())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"1.1.0|stitch.eu", "1.2.0|\"stitch.eu\"", "1.13.0|\"stitch.eu\""})
    void quotesTheDotsOfServiceNamesFromVersionOneTwo(String version, String fqn) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.put("/services/pipelineServices", CatalogFixture.CUSTOM_SERVICE.replace("'stitch'", "'stitch.eu'"));

            assertThat(fixture.caller
                            .put(
                                    "/pipelines",
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("name", "p.1")
                                            .put("service", fqn)
                                            .toString())
                            .json()
                            .path("fullyQualifiedName")
                            .asText())
                    .isEqualTo(fqn + ".\"p.1\"");
            assertThat(fixture.caller
                            .get("/pipelines?service=" + Caller.segment(fqn))
                            .json()
                            .path("data"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stitch.my.pipeline.v1",
                "%22stitch%22.%22my.pipeline.v1%22",
                "stitch.%22My.pipeline.v1%22",
                "stitch.with+space",
                "my.pipeline.v1"
            })
    void findsNothingUnderAnotherSpelling(String path) {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.put("/pipelines", "{'name': 'my.pipeline.v1', 'service': 'stitch'}");
            fixture.put("/pipelines", "{'name': 'with space', 'service': 'stitch'}");

            Caller.Reply reply = fixture.caller.get("/pipelines/name/" + path);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.message()).startsWith("pipeline instance for ").endsWith(" not found");
        }
    }

    @Test
    void takesAnEncodedSlashForPartOfANameAndABareOneForAnotherPath() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.put("/pipelines", "{'name': 'in/out', 'service': 'stitch'}");

            assertThat(fixture.caller.get("/pipelines/name/stitch.in%2Fout").status())
                    .isEqualTo(200);
            assertThat(fixture.caller.get("/pipelines/name/stitch.in/out").status())
                    .isEqualTo(404);
        }
    }
}
