package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.4.0, 1, 4, 0",
        "1.13.4, 1, 13, 4",
        "1.5.0-SNAPSHOT, 1, 5, 0",
        "1.6.0-rc1, 1, 6, 0",
        "1.10, 1, 10, 0",
        "2.0.0, 2, 0, 0",
        "' 1.7.1 ', 1, 7, 1",
        "1.11.9+collate.7, 1, 11, 9",
        "1.12.0.1, 1, 12, 0",
        "10.2.3, 10, 2, 3",
        "1.04.1, 1, 4, 1",
        "1.11.x, 1, 11, 0",
        "1.11-SNAPSHOT, 1, 11, 0"
    })
    void readsItsNumbers(String text, int major, int minor, int patch) {
        assertThat(CatalogVersion.parse(text))
                .isEqualTo(new CatalogVersion(major, minor, patch))
                .hasToString(major + "." + minor);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "main", "v1.5.0", "1", "1.x", ".4", "one.two"})
    void countsWhatItCannotReadAsTheNewest(String text) {
        assertThat(CatalogVersion.parse(text)).isEqualTo(new CatalogVersion(2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0.13, false, CustomPipeline, false, false",
        "1.1, true, CustomPipeline, false, false",
        "1.3, true, CustomPipeline, false, false",
        "1.0,  false, CustomPipeline, false, false",
        "1.4,  true,  CustomPipeline, false, false",
        "1.5,  true,  CustomPipeline, false, false",
        "1.6.0, true, CustomPipeline, false, false",
        "1.6.1, true, Stitch,         false, false",
        "1.7,  true,  Stitch,         true,  false",
        "1.10, true,  Stitch,         true,  false",
        "1.11, true,  Stitch,         true,  true",
        "1.13, true,  Stitch,         true,  true",
        "2.0,  true,  Stitch,         true,  true",
        "3.1,  true,  Stitch,         true,  true"
    })
    void knowsWhatMayBeSent(
            String text, boolean supported, String serviceType, boolean state, boolean executionDetails) {
        CatalogVersion version = CatalogVersion.parse(text);

        assertThat(version.isSupported()).isEqualTo(supported);
        assertThat(version.serviceType()).isEqualTo(serviceType);
        assertThat(version.hasPipelineState()).isEqualTo(state);
        assertThat(version.hasExecutionDetails()).isEqualTo(executionDetails);
    }

    @ParameterizedTest
    @CsvSource({
        "1.10.12, false",
        "1.11.0, false",
        "1.11.8, false",
        "1.11.9, true",
        "1.11.10, true",
        "1.12.0, true",
        "2.0.0, true"
    })
    void takesRunsInBulkFrom1119(String text, boolean bulk) {
        assertThat(CatalogVersion.parse(text).hasBulkStatus()).isEqualTo(bulk);
    }

    /** Names that are longer are refused; they are cut, and told apart by a hash, which must stay the same. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 128, 32, 64, owner, domain",
        "1.2, 128, 128, 256, owner, domain",
        "1.3, 128, 128, 256, owner, domain",
        "1.4, 256, 256, 256, owner, domain",
        "1.5, 256, 256, 256, owners, domain",
        "1.8, 256, 256, 256, owners, domain",
        "1.9, 256, 256, 256, owners, domains",
        "2.0, 256, 256, 256, owners, domains"
    })
    void knowsHowLongNamesMayBeAndWhereOwnersStand(
            String text, int name, int taskBelowLongName, int registered, String owners, String domains) {
        CatalogVersion version = CatalogVersion.parse(text);

        assertThat(version.nameLimit()).isEqualTo(name);
        assertThat(version.taskNameLimit("p".repeat(230))).isEqualTo(taskBelowLongName);
        assertThat(version.tableNameLimit()).isEqualTo(registered);
        assertThat(version.ownerField()).isEqualTo(owners);
        assertThat(version.hasOwnerList()).isEqualTo(owners.endsWith("s"));
        assertThat(version.domainField()).isEqualTo(domains);
        assertThat(version.hasDomainList()).isEqualTo(domains.endsWith("s"));
        assertThat(version.hasDomain()).isEqualTo(!text.equals("1.1"));
    }

    @ParameterizedTest
    @CsvSource({"100, 128", "125, 128", "126, 127", "200, 53", "221, 32", "222, 32"})
    void leavesRoomForThePipelineInTheFullNameOfATask(int pipelineFqn, int limit) {
        assertThat(CatalogVersion.parse("1.1").taskNameLimit("p".repeat(pipelineFqn)))
                .isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.9", "0.13.3"})
    void isRefusedWhereItIsTooOld(String version) {
        assertThatThrownBy(() -> new Catalogs().unopened(json("{'version': '" + version + "'}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("OpenMetadata " + version, "1.1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'version': null}", "{'version': 1.4}", "[]", "'ok'"})
    void isRefusedWhereNoOpenMetadataAnswers(String answer) {
        assertThatThrownBy(() -> new Catalogs().unopened(json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/system/version", "openMetadataServerConfig.hostPort");
    }
}
