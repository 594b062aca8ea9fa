package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the format that say how OpenMetadata is asked, and when failures count; and what is beside the file. */
class ServerKeysTest {

    @TempDir
    private Path folder;

    private Workflow read(String server, String workflowConfig) {
        return new WorkflowReader(Map.of("SECRET", "s3cret")::get, folder)
                .read(
                        "eu.yaml",
                        """
                        source:
                          type: stitch
                          serviceName: eu
                          serviceConnection: {config: {token: abc}}
                        workflowConfig:
                          openMetadataServerConfig:
                            securityConfig: {jwtToken: xyz}
                            %s
                          %s
                        """
                                .formatted(server, workflowConfig));
    }

    @Test
    void readsHeadersAndShowsNoneOfThem() {
        OpenMetadataConnection connection = read(
                        "extraHeaders: {Proxy-Authorization: \"Bearer ${SECRET}\", X-Team: data}", "")
                .openMetadata();

        assertThat(connection.extraHeaders())
                .containsEntry("Proxy-Authorization", new Secret("Bearer s3cret"))
                .containsEntry("X-Team", new Secret("data"));
        assertThat(connection.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extraHeaders: {\"a b\": c} | extraHeaders.a b",
                "extraHeaders: {Content-Length: 1} | Content-Length",
                "extraHeaders: {CamelHttpUri: \"http://elsewhere\"} | CamelHttpUri",
                "extraHeaders: {X: \"a\\nb\"} | extraHeaders.X",
                "extraHeaders: a | extraHeaders",
                "sslConfig: {sslCertificate: none.pem, sslKey: none.pem} | sslCertificate",
                "sslConfig: {sslKey: none.pem} | sslCertificate",
                "sslConfig: {sslCertificate: none.pem} | sslKey"
            })
    void refusesWhatCannotBeSent(String server, String word) {
        assertThatThrownBy(() -> read(server, ""))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> assertThat(refused.problems())
                        .anyMatch(problem -> problem.contains(word)));
    }

    @Test
    void bearsNoFailureUnlessItIsTold() {
        assertThat(read("", "").tolerance().bears(99, 1)).isFalse();
    }

    @Test
    void bearsFailuresAsOpenMetadatasIngestionDoes() {
        assertThat(read("", "raiseOnError: no").tolerance().bears(0, 1)).isTrue();
        Tolerance most = read("", "successThreshold: 90").tolerance();
        assertThat(most.bears(90, 10)).isTrue();
        assertThat(most.bears(89, 11)).isFalse();
        assertThatThrownBy(() -> read("", "successThreshold: 101")).hasMessageContaining("successThreshold");
    }

    @Test
    void readsWhatIsOtherwiseForOneAccount() throws Exception {
        Files.writeString(
                folder.resolve("eu.properties"),
                "\uFEFFlineage.destination = größe.db\nlineage.source.shop = pg\ningest.delete.share = 10\n"
                        + "lineage.saas = pipeline\nlineage.saas.service = eu_sources\n");

        Workflow workflow = read("", "");

        assertThat(workflow.setting("lineage.destination")).hasValue("größe.db");
        assertThat(workflow.setting("lineage.source.shop")).hasValue("pg");
        assertThat(workflow.setting("lineage.saas")).hasValue("pipeline");
        assertThat(workflow.setting("lineage.saas.service")).hasValue("eu_sources");
        assertThat(DeleteLimit.of(workflow, 50, false)).isEqualTo(new DeleteLimit(10, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lineage.destinatoin = a | lineage.destination?",
                "stitch.concurrency = 4 | stitch.concurrency is no setting of one account but of the whole process",
                "state.directory = x | state.directory is no setting of one account but of the whole process",
                "retry.sources.delay = 4 | retry.sources.delay is no setting of one account but of the whole process",
                "stitch.dbServiceNames = pg | stands in eu.yaml",
                "lineage.saas = tables | register, pipeline or skip",
                "ingest.minCoverage = all | from 0 to 100",
                "ingest.failOn = errors | missing, warnings or both",
                "status.bulk = 1 | true or false",
                "ingest.delete.share = 101 | from 0 to 100",
                "ingest.confirmDelete = yes | true or false"
            })
    void refusesWhatIsNoSettingOfOneAccount(String line, String word) throws Exception {
        Files.writeString(folder.resolve("eu.properties"), line);

        assertThatThrownBy(() -> read("", ""))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> assertThat(refused.problems())
                        .singleElement()
                        .asString()
                        .contains("eu.properties", word));
    }
}
