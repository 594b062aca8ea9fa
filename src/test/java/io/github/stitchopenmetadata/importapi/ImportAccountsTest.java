package io.github.stitchopenmetadata.importapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportAccountsTest {

    @ParameterizedTest
    @CsvSource({"https://api.stitchdata.com, eu", "https://api.eu-central-1.stitchdata.com, us"})
    void theOtherRegionIsTheOneToTry(URI address, String other) {
        assertThat(ImportAccounts.otherRegion(address)).contains(other);
    }

    @Test
    void noRegionIsNamedForAnAddressThatIsNoneOfStitchs() {
        assertThat(ImportAccounts.otherRegion(URI.create("https://proxy.example")))
                .isEmpty();
    }
}
