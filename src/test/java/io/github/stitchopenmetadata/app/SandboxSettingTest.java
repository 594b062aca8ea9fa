package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSettingTest {

    private static final String[] ACCOUNT = {
        "ingest.workflow", "stitch.token", "stitch.tokenFile", "openmetadata.jwtToken", "openmetadata.jwtTokenFile"
    };

    private static boolean isChosen(Map<String, String> settings) {
        return SandboxSetting.isChosen(settings::get);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " true ", "auto"})
    void isChosenWithoutAnAccount(String sandbox) {
        assertThat(isChosen(Map.of("sandbox", sandbox, "ingest.workflow", " ", "stitch.hostPort", "https://x")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "", "auto"})
    void leavesTheAccountThatIsNamedByWhateverSetting(String sandbox) {
        for (String setting : ACCOUNT) {
            assertThat(isChosen(Map.of("sandbox", sandbox, setting, "x")))
                    .as(setting)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", ""})
    void isNotChosenForWantOfAnAccount(String sandbox) {
        assertThatThrownBy(() -> isChosen(Map.of("sandbox", sandbox)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no account is named", "ingest.workflow", "stitch.token", "-Dsandbox=true");
        assertThatThrownBy(() -> isChosen(Map.of())).hasMessageContaining("no account is named");
    }

    @Test
    void isNotChosenTogetherWithAnAccount() {
        assertThatThrownBy(() ->
                        isChosen(Map.of("sandbox", "true", "ingest.workflow", "a.yaml", "stitch.token", "s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("sandbox is true", "ingest.workflow, stitch.token")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "false, false", "auto, false", "'', false"})
    void isRefusedWhereItIsNotPackedOnlyIfItIsAskedFor(String sandbox, boolean refused) {
        String refusal = SandboxSetting.refusal(Map.of("sandbox", sandbox, "stitch.token", "x")::get);

        assertThat(refusal != null).isEqualTo(refused);
        if (refused) {
            assertThat(refusal).contains("sandbox is true", "stitch-openmetadata.jar", "ingest.workflow");
        }
    }
}
