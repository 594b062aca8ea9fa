package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final String SHOP = "{'id': 1, 'name': 'shop'}";

    /** The names of those that can be read, and why the others cannot. */
    private static List<String> read(String... sources) {
        Sources all = Sources.of(json("[" + String.join(",", sources) + "]"));
        List<String> read = new ArrayList<>();
        all.forEach(listed -> {
            try {
                read.add(all.source(listed).name());
            } catch (InvalidAnswerException refusal) {
                read.add(refusal.getMessage());
            }
        });
        return read;
    }

    @Test
    void takeWhatIsListedTwiceOnce() {
        assertThat(read(SHOP, "{'id': 2, 'name': 'crm'}", SHOP)).containsExactly("shop", "crm");
    }

    @Test
    void refuseThoseThatWouldOverwriteEachOther() {
        assertThat(read(SHOP, "{'id': 2, 'name': 'shop'}", "{'id': 3, 'name': 'crm'}"))
                .satisfiesExactly(
                        telling("/v4/sources · name shop"),
                        telling("/v4/sources · name shop"),
                        third -> assertThat(third).isEqualTo("crm"));
        assertThat(read(SHOP, "{'id': 1, 'name': 'crm'}")).hasSize(2).allSatisfy(telling("/v4/sources · id 1"));
    }

    @Test
    void takeASourceThatHasTheNameOfADeletedOne() {
        assertThat(read(SHOP, "{'id': 2, 'name': 'shop', 'deleted_at': '2026-01-01T00:00:00Z'}"))
                .containsExactly("shop", "shop");
    }

    @Test
    void areReadOneByOne() {
        String none = "/v4/sources: expected a source with an id and a name, got ";

        assertThat(read("'odd'", "{}", SHOP))
                .hasSize(3)
                .satisfiesExactly(
                        odd -> assertThat(odd).startsWith(none),
                        empty -> assertThat(empty).startsWith(none),
                        shop -> assertThat(shop).isEqualTo("shop"));
    }
}
