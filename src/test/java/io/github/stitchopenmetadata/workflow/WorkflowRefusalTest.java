package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        type: stitch       | type: fivetran         | line 2: source.type is "fivetran": expected stitch
        type: stitch       | typ: stitch            | line 1: source.type is missing: expected stitch; is source.typ a misspelling of it?
        serviceName: stitch | serviceNam: stitch    | line 1: source.serviceName is missing: expected the name of the pipeline service in OpenMetadata; is source.serviceNam a misspelling of it?
        serviceName: stitch | serviceName: " "      | line 3: source.serviceName is missing: expected the name of the pipeline service in OpenMetadata
        serviceName: stitch | serviceName: ~        | line 3: source.serviceName is missing: expected the name of the pipeline service in OpenMetadata
        serviceName: stitch | serviceName: [a]      | line 3: source.serviceName is a list: expected the name of the pipeline service in OpenMetadata
        serviceName: stitch | serviceName: a::b     | line 3: source.serviceName is "a::b": expected a name without "::", ">", quotes and control characters
        serviceName: stitch | serviceName: a>b      | line 3: source.serviceName is "a>b": expected a name without "::", ">", quotes and control characters
        serviceName: stitch | serviceName: 'a"b'    | line 3: source.serviceName is "a"b": expected a name without "::", ">", quotes and control characters
        serviceName: stitch | serviceName: "a\\u0007b" | line 3: source.serviceName is "a b": expected a name without "::", ">", quotes and control characters
        serviceName: stitch | serviceName: ${NAME}  | line 3: source.serviceName needs the environment variable NAME, which is not set
        serviceName: stitch | serviceName: ${EMPTY} | line 3: source.serviceName is missing: expected the name of the pipeline service in OpenMetadata
        type: Stitch       | type: Fivetran         | line 6: source.serviceConnection.config.type is "Fivetran": expected Stitch or CustomPipeline
        https://api.stitchdata.com/v4 | http://api.stitchdata.com | line 7: source.serviceConnection.config.hostPort "http://api.stitchdata.com" is plain http to another machine, where the token would travel in clear: expected an https:// URL, or http:// for this machine itself
        https://api.stitchdata.com/v4 | ${SECRET}   | line 7: source.serviceConnection.config.hostPort "${SECRET}" is no http or https URL: expected an https:// URL, or http:// for this machine itself
        https://api.stitchdata.com/v4 | https://me:s3cr3t-t0ken@host | line 7: source.serviceConnection.config.hostPort has a user name in it: expected a URL without one
        https://api.stitchdata.com/v4 | https://host?s3cr3t-t0ken | line 7: source.serviceConnection.config.hostPort has a query or a fragment: expected a URL that ends with its path
        https://api.stitchdata.com/v4 | {a: b}      | line 7: source.serviceConnection.config.hostPort is a mapping: expected a URL
        token: s3cr3t-t0ken | other: s3cr3t-t0ken   | line 5: source.serviceConnection.config.token is missing: expected a Stitch API access token, e.g. "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token:                | line 8: source.serviceConnection.config.token is missing: expected a Stitch API access token, e.g. "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token: [s3cr3t-t0ken] | line 8: source.serviceConnection.config.token is a list: expected a Stitch API access token, e.g. "${STITCH_TOKEN}"
        token: s3cr3t-t0ken | token: s3cr3t-t0ken x | line 8: source.serviceConnection.config.token holds a blank, a control character or one outside ASCII: expected the bare token
        token: s3cr3t-t0ken | token: s3cr3t-t0kenß  | line 8: source.serviceConnection.config.token holds a blank, a control character or one outside ASCII: expected the bare token
        token: s3cr3t-t0ken | token: ${TWO}         | line 8: source.serviceConnection.config.token holds a blank, a control character or one outside ASCII: expected the bare token
        token: s3cr3t-t0ken | token: ${STITCH_TOKEN} | line 8: source.serviceConnection.config.token needs the environment variable STITCH_TOKEN, which is not set
        token: s3cr3t-t0ken | token: s3cr3t${-t0ken | line 8: source.serviceConnection.config.token has a "${" that starts no variable: expected ${NAME} or ${NAME:-default}, or $${ for a literal ${
        token: s3cr3t-t0ken | token: secret:/s3cr3t-t0ken | line 8: source.serviceConnection.config.token refers to a secrets manager, which is not supported: expected ${VARIABLE}, or tokenFile instead
        type: PipelineMetadata | type: DatabaseMetadata | line 11: source.sourceConfig.config.type is "DatabaseMetadata": expected PipelineMetadata
        includeLineage: true | includeLineage: yes please | line 12: source.sourceConfig.config.includeLineage is "yes please": expected true or false
        includeLineage: true | includeLineage: 1    | line 12: source.sourceConfig.config.includeLineage is "1": expected true or false
        includeLineage: true | includeLineage: ${SECRET} | line 12: source.sourceConfig.config.includeLineage is "${SECRET}": expected true or false
        includeLineage: true | includeLineage: {a: b} | line 12: source.sourceConfig.config.includeLineage is a mapping: expected true or false
        [warehouse]        | warehouse              | line 13: source.sourceConfig.config.dbServiceNames is text: expected a list of names of database services
        [warehouse]        | [warehouse, [lake]]    | line 13: source.sourceConfig.config.dbServiceNames[1] is a list: expected a list of names of database services
        [warehouse]        | [warehouse, "${EMPTY}"] | line 13: source.sourceConfig.config.dbServiceNames[1] is blank: expected a list of names of database services
        statusLookbackDays: 0 | statusLookbackDays: -1 | line 14: source.sourceConfig.config.statusLookbackDays is "-1": expected a whole number, 0 or more
        statusLookbackDays: 0 | statusLookbackDays: 1.5 | line 14: source.sourceConfig.config.statusLookbackDays is "1.5": expected a whole number, 0 or more
        statusLookbackDays: 0 | statusLookbackDays: 9999999999 | line 14: source.sourceConfig.config.statusLookbackDays is "9999999999": expected a whole number, 0 or more
        statusLookbackDays: 0 | lineageInformation: {dbServiceNames: [lake]} | line 13: source.sourceConfig.config.dbServiceNames is given beside source.sourceConfig.config.lineageInformation.dbServiceNames: expected one of them
        includes: [a]      | includes: ["[a"]       | line 15: source.sourceConfig.config.pipelineFilterPattern.includes[0] is "[a": expected a regular expression (Unclosed character class near index 1)
        includes: [a]      | includes: a            | line 15: source.sourceConfig.config.pipelineFilterPattern.includes is text: expected a list of regular expressions
        {includes: [a], excludes: [b]} | [a]        | line 15: source.sourceConfig.config.pipelineFilterPattern is a list: expected a mapping
        metadata-rest      | file                   | line 16: sink.type is "file": expected metadata-rest
        http://localhost:8585 | http://om:8585      | line 19: workflowConfig.openMetadataServerConfig.hostPort "http://om:8585/api" is plain http to another machine, where the token would travel in clear: expected an https:// URL, or http:// for this machine itself
        authProvider: openmetadata | authProvider: google | line 20: workflowConfig.openMetadataServerConfig.authProvider is "google": expected openmetadata
        jwtToken: s3cr3t-t0ken | jwttoken: s3cr3t-t0ken | line 21: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken is missing: expected the JWT token of an OpenMetadata bot, e.g. "${OM_JWT_TOKEN}"; is workflowConfig.openMetadataServerConfig.securityConfig.jwttoken a misspelling of it?
        jwtToken: s3cr3t-t0ken | jwtToken: secret:/s3cr3t-t0ken | line 22: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken refers to a secrets manager, which is not supported: expected ${VARIABLE}, or jwtTokenFile instead
        """)
    void saysWhatIsWrong(String old, String replacement, String message) {
        assertThat(VALID).contains(old);

        assertThat(problems(VALID.replace(old, replacement))).containsExactly("workflows/eu.yaml " + message);
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
                .containsExactly(
                        "workflows/eu.yaml line 1: source is text: expected a mapping",
                        "workflows/eu.yaml line 4: workflowConfig.openMetadataServerConfig.securityConfig is text: "
                                + "expected a mapping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                        | : is empty: expected a workflow",
                "~# nothing yet\n~         | : is empty: expected a workflow",
                "~---\n...\n~              | : is empty: expected a workflow",
                "~null~                    | : is empty: expected a workflow",
                "[source]                  | ~ line 1: is no mapping: expected the keys source and workflowConfig~",
                "~\n\ns3cr3t-t0ken~        | ~ line 3: is no mapping: expected the keys source and workflowConfig~",
                "~a: 1\n---\nb: 2\n~       | ~ line 3: starts a second YAML document: expected one in a file~",
                "a: *s3cr3t-t0ken          | ~ line 1: is not YAML at column 4: found undefined alias~",
                "~a: 1\nb: \u0007~         | ~ line 2: is not YAML: it has a control character in it~",
            })
    void saysWhyItIsNoWorkflow(String yaml, String message) {
        assertThat(problems(yaml)).containsExactly("workflows/eu.yaml" + message);
    }

    @Test
    void tellsKeysGivenTwiceBesideWhatElseIsWrong() {
        assertThat(problems(VALID.replace("type: Stitch\n", "type: Stitch\n      type: Fivetran\n")
                        .replace("includeLineage: true", "includeLineage: maybe")))
                .containsExactly(
                        "workflows/eu.yaml line 7: source.serviceConnection.config.type is given twice, first on line 6: expected it once",
                        "workflows/eu.yaml line 13: source.sourceConfig.config.includeLineage is \"maybe\": expected true or false");
    }

    @Test
    void saysEachMissingSectionOnce() {
        assertThat(problems("sink: {type: metadata-rest}"))
                .containsExactly(
                        "workflows/eu.yaml line 1: source is missing: "
                                + "expected a mapping with type, serviceName and serviceConnection",
                        "workflows/eu.yaml line 1: workflowConfig is missing: "
                                + "expected a mapping with openMetadataServerConfig");
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
                .containsExactly(
                        "workflows/eu.yaml line 1: workflowConfig.openMetadataServerConfig.securityConfig.jwtToken is missing: "
                                + "expected the JWT token of an OpenMetadata bot, e.g. \"${OM_JWT_TOKEN}\"",
                        "workflows/eu.yaml line 3: source.serviceConnection.config.token is missing: "
                                + "expected a Stitch API access token, e.g. \"${STITCH_TOKEN}\"",
                        "workflows/eu.yaml line 4: source.type is \"mysql\": expected stitch",
                        "workflows/eu.yaml line 5: source.serviceName is \"a>b\": "
                                + "expected a name without \"::\", \">\", quotes and control characters",
                        "workflows/eu.yaml line 6: source.sourceConfig.config.includeLineage is \"maybe\": "
                                + "expected true or false");
    }

    @Test
    void cutsLongValuesAndKeepsThemOnOneLine() {
        String problem = problems(
                        VALID.replace("includeLineage: true", "includeLineage: \"a\\nb" + "c".repeat(100) + '"'))
                .get(0);

        assertThat(problem)
                .isEqualTo("workflows/eu.yaml line 12: source.sourceConfig.config.includeLineage is \"a b"
                        + "c".repeat(77) + "…\": expected true or false");
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
