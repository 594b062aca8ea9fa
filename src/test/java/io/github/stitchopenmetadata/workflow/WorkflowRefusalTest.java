package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowRefusalTest {
    private static final String SECRET = "s3cr3t-t0ken";
    private static final String VALID =
            """
            source:
              type: stitch
              serviceName: stitch
              serviceConnection:
                config:
                  type: Stitch
                  hostPort: https://api.stitchdata.com/v4
                  token: s3cr3t-t0ken
              sourceConfig:
                config:
                  type: PipelineMetadata
                  includeLineage: true
                  dbServiceNames: [warehouse]
                  statusLookbackDays: 0
                  pipelineFilterPattern: {includes: [a], excludes: [b]}
            sink: {type: metadata-rest}
            workflowConfig:
              openMetadataServerConfig:
                hostPort: http://localhost:8585/api
                authProvider: openmetadata
                securityConfig:
                  jwtToken: s3cr3t-t0ken
            """;

    private final WorkflowReader reader =
            new WorkflowReader(Map.of("SECRET", SECRET, "EMPTY", "", "TWO", SECRET + " two")::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        type: stitch       | type: fivetran         | line 2: source.type · "fivetran" · stitch
        type: stitch       | typ: stitch            | line 1: source.type · missing · misspelling · stitch
        serviceName: stitch | serviceNam: stitch    | line 1: source.serviceName · missing · misspelling
        serviceName: stitch | serviceName: " "      | line 3: source.serviceName · missing
        serviceName: stitch | serviceName: ~        | line 3: source.serviceName · missing
        serviceName: stitch | serviceName: [a]      | line 3: source.serviceName · a list
        serviceName: stitch | serviceName: a::b     | line 3: source.serviceName · control character · "a::b" · "::" · ">"
        serviceName: stitch | serviceName: a>b      | line 3: source.serviceName · control character · "a>b" · "::" · ">"
        serviceName: stitch | serviceName: 'a"b'    | line 3: source.serviceName · control character · "a"b" · "::" · ">"
        serviceName: stitch | serviceName: "a\\u0007b" | line 3: source.serviceName · control character · "a b" · "::" · ">"
        serviceName: stitch | serviceName: ${NAME}  | line 3: source.serviceName · NAME
        serviceName: stitch | serviceName: ${EMPTY} | line 3: source.serviceName · missing
        type: Stitch       | type: Fivetran         | line 6: source.serviceConnection.config.type · "Fivetran" · Stitch · CustomPipeline
        https://api.stitchdata.com/v4 | http://api.stitchdata.com | line 7: source.serviceConnection.config.hostPort · plain http · "http://api.stitchdata.com"
        https://api.stitchdata.com/v4 | ${SECRET}   | line 7: source.serviceConnection.config.hostPort · no http or https URL · "${SECRET}"
        https://api.stitchdata.com/v4 | https://me:s3cr3t-t0ken@host | line 7: source.serviceConnection.config.hostPort · user name
        https://api.stitchdata.com/v4 | https://host?s3cr3t-t0ken | line 7: source.serviceConnection.config.hostPort · query
        https://api.stitchdata.com/v4 | {a: b}      | line 7: source.serviceConnection.config.hostPort · a mapping
        token: s3cr3t-t0ken | # s3cr3t-t0ken         | line 5: source.serviceConnection.config.token · missing · "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token:                | line 8: source.serviceConnection.config.token · missing · "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token: [s3cr3t-t0ken] | line 8: source.serviceConnection.config.token · a list · "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token: s3cr3t-t0ken x | line 8: source.serviceConnection.config.token · blank · ASCII · control character
        token: s3cr3t-t0ken | token: s3cr3t-t0kenß  | line 8: source.serviceConnection.config.token · blank · ASCII · control character
        token: s3cr3t-t0ken | token: ${TWO}         | line 8: source.serviceConnection.config.token · blank · ASCII · control character
        token: s3cr3t-t0ken | token: ${STITCH_TOKEN} | line 8: source.serviceConnection.config.token · STITCH_TOKEN
        token: s3cr3t-t0ken | token: s3cr3t${-t0ken | line 8: source.serviceConnection.config.token · "${" · ${NAME} · ${NAME:-default}
        token: s3cr3t-t0ken | token: secret:/s3cr3t-t0ken | line 8: source.serviceConnection.config.token · secrets manager · ${VARIABLE} · tokenFile
        type: PipelineMetadata | type: DatabaseMetadata | line 11: source.sourceConfig.config.type · "DatabaseMetadata" · PipelineMetadata
        includeLineage: true | includeLineage: yes please | line 12: source.sourceConfig.config.includeLineage · "yes please" · true · false
        includeLineage: true | includeLineage: 1    | line 12: source.sourceConfig.config.includeLineage · "1" · true · false
        includeLineage: true | includeLineage: ${SECRET} | line 12: source.sourceConfig.config.includeLineage · "${SECRET}" · true · false
        includeLineage: true | includeLineage: {a: b} | line 12: source.sourceConfig.config.includeLineage · a mapping · true · false
        [warehouse]        | warehouse              | line 13: source.sourceConfig.config.dbServiceNames · text
        [warehouse]        | [warehouse, [lake]]    | line 13: source.sourceConfig.config.dbServiceNames[1] · a list
        [warehouse]        | [warehouse, "${EMPTY}"] | line 13: source.sourceConfig.config.dbServiceNames[1] · blank
        statusLookbackDays: 0 | statusLookbackDays: -1 | line 14: source.sourceConfig.config.statusLookbackDays · "-1" · whole number
        statusLookbackDays: 0 | statusLookbackDays: 1.5 | line 14: source.sourceConfig.config.statusLookbackDays · "1.5" · whole number
        statusLookbackDays: 0 | statusLookbackDays: 9999999999 | line 14: source.sourceConfig.config.statusLookbackDays · "9999999999" · whole number
        statusLookbackDays: 0 | lineageInformation: {dbServiceNames: [lake]} | line 13: source.sourceConfig.config.dbServiceNames · beside · source.sourceConfig.config.lineageInformation.dbServiceNames
        includes: [a]      | includes: ["[a"]       | line 15: source.sourceConfig.config.pipelineFilterPattern.includes[0] · "[a" · Unclosed · regular expression
        includes: [a]      | includes: a            | line 15: source.sourceConfig.config.pipelineFilterPattern.includes · text
        {includes: [a], excludes: [b]} | [a]        | line 15: source.sourceConfig.config.pipelineFilterPattern · a list
        metadata-rest      | file                   | line 16: sink.type · "file" · metadata-rest
        http://localhost:8585 | http://om:8585      | line 19: workflowConfig.openMetadataServerConfig.hostPort · plain http · "http://om:8585/api"
        authProvider: openmetadata | authProvider: google | line 20: workflowConfig.openMetadataServerConfig.authProvider · "google" · openmetadata
        jwtToken: s3cr3t-t0ken | jwttoken: s3cr3t-t0ken | line 21: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken · missing · misspelling · ${OM_JWT_TOKEN} · workflowConfig.openMetadataServerConfig.securityConfig.jwttoken
        jwtToken: s3cr3t-t0ken | jwtToken: secret:/s3cr3t-t0ken | line 22: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken · secrets manager · ${VARIABLE} · jwtTokenFile
        """)
    void saysWhatIsWrong(String old, String replacement, String facts) {
        assertThat(VALID).contains(old);

        assertThat(problems(VALID.replace(old, replacement))).satisfiesExactly(telling("workflows/eu.yaml " + facts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s3cr3t-t0ken>",
                "'{{ s3cr3t-t0ken }}'",
                "'%STITCH_TOKEN%'",
                "'@stitch.token@'",
                "$(cat /run/s3cr3t-t0ken)",
                "your-s3cr3t-t0ken",
                "YOUR_TOKEN_HERE",
                "changeme",
                "replace-me",
                "'***'",
                "xxxxxxxx",
                "'...'"
            })
    void refusesATokenThatIsAPlaceholderWithoutShowingIt(String token) {
        assertThat(problems(VALID.replace(" token: s3cr3t-t0ken", " token: " + token)))
                .singleElement()
                .asString()
                .contains("token")
                .doesNotContain("s3cr3t-t0ken", token);
    }

    /** A kilobyte of aliases of aliases stands for a billion values. */
    @Test
    void refusesAliasesThatGrow() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, "*a" + (i - 1)))));
        }

        assertThat(problems(laughs + VALID)).isNotEmpty();
    }

    @Test
    void refusesTextInThePlaceOfASectionWithoutShowingIt() {
        assertThat(
                        problems(
                                """
                source: s3cr3t-t0ken
                workflowConfig:
                  openMetadataServerConfig:
                    securityConfig: s3cr3t-t0ken
                """))
                .satisfiesExactly(
                        telling("workflows/eu.yaml line 1: source ", "text", "mapping"),
                        telling(
                                "workflows/eu.yaml line 4: workflowConfig.openMetadataServerConfig.securityConfig ",
                                "text",
                                "mapping"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                        | : · empty",
                "~# nothing yet\n~         | : · empty",
                "~---\n...\n~              | : · empty",
                "~null~                    | : · empty",
                "[source]                  | ~ line 1: · mapping · source · workflowConfig~",
                "~\n\ns3cr3t-t0ken~        | ~ line 3: · mapping · source · workflowConfig~",
                "~a: 1\n---\nb: 2\n~       | ~ line 3: · second YAML document~",
                "a: *s3cr3t-t0ken          | ~ line 1: · YAML · column 4 · undefined alias~",
                "~a: 1\nb: \u0007~         | ~ line 2: · YAML · control character~",
            })
    void saysWhyItIsNoWorkflow(String yaml, String facts) {
        assertThat(problems(yaml)).satisfiesExactly(telling("workflows/eu.yaml" + facts));
    }

    @Test
    void tellsKeysGivenTwiceBesideWhatElseIsWrong() {
        assertThat(problems(VALID.replace("type: Stitch\n", "type: Stitch\n      type: Fivetran\n")
                        .replace("includeLineage: true", "includeLineage: maybe")))
                .satisfiesExactly(
                        telling("workflows/eu.yaml line 7: source.serviceConnection.config.type ", "twice", "line 6"),
                        telling("workflows/eu.yaml line 13: source.sourceConfig.config.includeLineage ", "\"maybe\""));
    }

    @Test
    void saysEachMissingSectionOnce() {
        assertThat(problems("sink: {type: metadata-rest}"))
                .satisfiesExactly(
                        telling(
                                "workflows/eu.yaml line 1: source ",
                                "missing",
                                "type",
                                "serviceName",
                                "serviceConnection"),
                        telling("workflows/eu.yaml line 1: workflowConfig ", "missing", "openMetadataServerConfig"));
    }

    @Test
    void collectsAllProblemsInTheOrderOfLines() {
        assertThat(
                        problems(
                                """
                workflowConfig:
                  loggerLevel: INFO
                source:
                  type: mysql
                  serviceName: a>b
                  sourceConfig: {config: {includeLineage: maybe}}
                """))
                .satisfiesExactly(
                        telling(
                                "workflows/eu.yaml line 1: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken ",
                                "missing"),
                        telling("workflows/eu.yaml line 3: source.serviceConnection.config.token ", "missing"),
                        telling("workflows/eu.yaml line 4: source.type ", "\"mysql\""),
                        telling("workflows/eu.yaml line 5: source.serviceName ", "\"a>b\""),
                        telling("workflows/eu.yaml line 6: source.sourceConfig.config.includeLineage ", "\"maybe\""));
    }

    @Test
    void cutsLongValuesAndKeepsThemOnOneLine() {
        String problem = problems(
                        VALID.replace("includeLineage: true", "includeLineage: \"a\\nb" + "c".repeat(100) + '"'))
                .get(0);

        assertThat(problem).contains("workflows/eu.yaml line 12: ", "\"a b" + "c".repeat(77) + "…\"");
    }

    private List<String> problems(String yaml) {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> reader.read("workflows/eu.yaml", yaml));
        assertThat(refusal.getMessage())
                .isEqualTo(String.join("\n", refusal.problems()))
                .doesNotContain(SECRET);
        assertThat(refusal).hasNoCause();
        return refusal.problems();
    }
}
