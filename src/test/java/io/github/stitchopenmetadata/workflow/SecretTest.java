package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void showsItselfOnlyWhenAsked() {
        Secret secret = new Secret("abc");

        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("abc");
    }

    @Test
    void staysHiddenInTheRecordsThatHoldIt() {
        URI url = URI.create("https://host.example");

        assertThat(new StitchConnection(url, new Secret("abc")).toString())
                .contains("***")
                .doesNotContain("abc");
        assertThat(new OpenMetadataConnection(url, new Secret("abc"), CertificateCheck.OF_JAVA).toString())
                .doesNotContain("abc");
    }

    @Test
    void isEqualByValue() {
        assertThat(new Secret("abc")).isEqualTo(new Secret("abc")).hasSameHashCodeAs(new Secret("abc"));
        assertThat(new Secret("abc")).isNotEqualTo(new Secret("abd")).isNotEqualTo("abc");
    }
}
