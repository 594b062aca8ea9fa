package io.github.stitchopenmetadata.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StitchAppTest {

    @Test
    void namesThePageOfASourceAndOfAJob() {
        assertThat(StitchApp.source(4711, 11))
                .isEqualTo("https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/");
        assertThat(StitchApp.job(4711, 11, "4711.11.sync.x y"))
                .isEqualTo("https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/#4711.11.sync.x%20y");
        assertThat(StitchApp.job(4711, 11, "")).isEqualTo(StitchApp.source(4711, 11));
    }

    @Test
    void knowsItsPages() {
        assertThat(StitchApp.isPage(StitchApp.source(4711, 11))).isTrue();
        assertThat(StitchApp.isPage("https://app.stitchdata.com.evil.example/client/4711/pipeline/v2/sources/11/"))
                .isFalse();
    }
}
