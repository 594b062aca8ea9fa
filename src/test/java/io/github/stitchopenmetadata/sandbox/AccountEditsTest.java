package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountEditsTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 2, 2, 1.0);
    private static final long SOURCE = ACCOUNT.sources().get(0).path("id").asLong();
    private static final long STREAM =
            ACCOUNT.streams(SOURCE).get(0).path("stream_id").asLong();
    private static final Instant NOW = Instant.parse("2024-05-02T04:00:00Z");

    private static JsonNode source(StitchAccount account) {
        return account.source(SOURCE).orElseThrow();
    }

    @Test
    void changesOneThingAtATime() {
        assertThat(source(AccountEdits.renameSource(ACCOUNT, SOURCE, "Shop"))
                        .path("display_name")
                        .asText())
                .isEqualTo("Shop");
        StitchAccount paused = AccountEdits.pauseSource(ACCOUNT, SOURCE, NOW);
        assertThat(source(paused).path("paused_at").asText()).isEqualTo("2024-05-02T04:00:00Z");
        assertThat(source(AccountEdits.resumeSource(paused, SOURCE))).isEqualTo(source(ACCOUNT));
        assertThat(source(AccountEdits.deleteSource(ACCOUNT, SOURCE, NOW))
                        .path("deleted_at")
                        .asText())
                .isEqualTo("2024-05-02T04:00:00Z");
        assertThat(AccountEdits.deselectStream(ACCOUNT, SOURCE, STREAM)
                        .streams(SOURCE)
                        .get(0)
                        .path("selected")
                        .isNull())
                .isTrue();
    }

    @Test
    void leavesEverythingElseAsItIs() {
        StitchAccount renamed = AccountEdits.renameSource(ACCOUNT, SOURCE, "Shop");

        assertThat(renamed.sources())
                .extracting(source -> source.path("id").asLong())
                .containsExactlyElementsOf(ACCOUNT.sources().stream()
                        .map(source -> source.path("id").asLong())
                        .toList());
        assertThat(renamed.sources().get(1)).isEqualTo(ACCOUNT.sources().get(1));
        assertThat(renamed.streams(SOURCE)).isEqualTo(ACCOUNT.streams(SOURCE));
        assertThat(renamed.schema(SOURCE, STREAM)).isEqualTo(ACCOUNT.schema(SOURCE, STREAM));
        assertThat(renamed.destinationsOf(SOURCE)).isEqualTo(ACCOUNT.destinationsOf(SOURCE));
        assertThat(renamed.extractions()).isEqualTo(ACCOUNT.extractions());
        assertThat(renamed.loads()).isEqualTo(ACCOUNT.loads());
        assertThat(source(ACCOUNT).path("display_name").asText()).isNotEqualTo("Shop");
    }

    @Test
    void takesASourceOrAStreamOutOfTheList() {
        StitchAccount smaller = AccountEdits.removeSource(ACCOUNT, SOURCE);
        assertThat(smaller.sources()).hasSize(1);
        assertThat(smaller.streams(SOURCE)).isEmpty();
        assertThat(ACCOUNT.streams(SOURCE)).hasSize(2);

        StitchAccount narrower =
                ACCOUNT.toBuilder().removeStream(SOURCE, STREAM).build();
        assertThat(narrower.streams(SOURCE)).hasSize(1);
        assertThat(narrower.schema(SOURCE, STREAM)).isEmpty();
        assertThat(ACCOUNT.streams(SOURCE)).hasSize(2);
    }

    @Test
    void editsOnlyWhatIsThere() {
        assertThatThrownBy(() -> AccountEdits.renameSource(ACCOUNT, 1, "x")).hasMessage("no source 1");
        assertThatThrownBy(() -> AccountEdits.deselectStream(ACCOUNT, SOURCE, 1))
                .hasMessage("no stream 1 of source " + SOURCE);
    }
}
