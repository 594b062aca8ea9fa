package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameIndexTest {

    @Test
    void comparesExactlyAndIgnoringCase() {
        NameIndex<String> index = NameIndex.of(List.of("id", "Id", "note"));

        assertThat(index.exactly("Id")).containsExactly("Id");
        assertThat(index.exactly("ID")).isEmpty();
        assertThat(index.ignoringCase("ID")).containsExactly("id", "Id");
        assertThat(index.items()).containsExactly("id", "Id", "note");
    }

    @Test
    void carriesWhatTheNameStandsFor() {
        NameIndex<Map.Entry<String, Integer>> index =
                NameIndex.of(Map.of("orders", 7).entrySet(), Map.Entry::getKey);

        assertThat(index.ignoringCase("Orders")).extracting(Map.Entry::getValue).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a__reserved__arrow__b                         | a>b",
                "say __reserved__quote__x__reserved__quote__   | say \"x\"",
                "ns__reserved__colon__col                      | ns::col",
                "a>b                                           | a__reserved__arrow__b",
                "cafe\u0301                                    | caf\u00e9"
            })
    void findsAnotherSpellingOfTheSameName(String existing, String name) {
        assertThat(NameIndex.of(List.of(existing, "other")).exactly(name)).containsExactly(existing);
    }

    @Test
    void prefersTheSpellingThatIsAskedFor() {
        NameIndex<String> index = NameIndex.of(List.of("a>b", "a__reserved__arrow__b"));

        assertThat(index.exactly("a__reserved__arrow__b")).containsExactly("a__reserved__arrow__b");
        assertThat(index.exactly("a>b")).containsExactly("a>b");
    }
}
