package io.github.stitchopenmetadata.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.stitchopenmetadata.reload.RouteFile.Item;
import io.github.stitchopenmetadata.reload.RouteFile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFileTest {

    private static final String FILE =
            """
            # what it is for
            - route-configuration:
                id: errors
            - beans:
                - name: calls
            # the first
            - route:
                id: one
                from:
                  uri: direct:one
                  steps:
                    - log: here

            # the second
            - route: {id: two, from: timer:two}
            - from:
                uri: direct:three
                id: three
            """;

    @Test
    void isTakenApartIntoWhatStandsInIt() {
        RouteFile file = RouteFile.parse("mine.yaml", FILE);

        assertThat(file.items())
                .extracting(Item::kind, Item::id, Item::from, Item::line, Item::lastLine)
                .containsExactly(
                        tuple(Kind.CONFIGURATION, "errors", null, 2, 3),
                        tuple(Kind.BEANS, null, null, 4, 6),
                        tuple(Kind.ROUTE, "one", "direct:one", 7, 14),
                        tuple(Kind.ROUTE, "two", "timer:two", 15, 15),
                        tuple(Kind.ROUTE, "three", null, 16, 18));
        assertThat(file.all(Kind.ROUTE).get(0).text()).endsWith("- log: here");
    }

    @Test
    void keepsEachItemOnItsLine() {
        String only = RouteFile.parse("mine.yaml", FILE).only(item -> "two".equals(item.id()));

        assertThat(only.lines().toList().get(14)).isEqualTo("- route: {id: two, from: timer:two}");
        assertThat(only).hasLineCount(18).doesNotContain("one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                            | mine.yaml: the file is empty",
                "~# nothing~                                   | mine.yaml:1: not a list of routes",
                "~route: {id: a}~                              | mine.yaml:1: not a list of routes",
                "~- beans: []\n- text~                         | mine.yaml:2: neither a route nor",
                "~- beans: []\n- route: {from: direct:a}~      | mine.yaml:2: the route has no id",
                "~- route:\n    id: a\n    id: b~              | mine.yaml:3: [0].route.id is given twice, first on line 2",
                "~- route: {id: a}\n---\n- route: {id: b}~     | mine.yaml:3: starts a second YAML document",
                "~- route: {id: a}\n- route: [~                | mine.yaml:2: is not YAML at column",
            })
    void saysWhereWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> RouteFile.parse("mine.yaml", text))
                .isInstanceOf(RefusedEditException.class)
                .hasMessageStartingWith(problem);
    }
}
