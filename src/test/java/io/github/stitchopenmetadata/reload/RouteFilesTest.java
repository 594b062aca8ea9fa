package io.github.stitchopenmetadata.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilesTest {

    /** As a visual editor writes endpoints: with the name among the parameters. */
    private static final String PARTED =
            """
            - route:
                id: one
                description: Nothing of direct:nothing is called here.
                from:
                  uri: direct
                  parameters:
                    name: one
                  steps:
                    - filter:
                        simple: "${body}"
                        steps:
                          - to:
                              uri: direct
                              parameters:
                                name: two
            - route:
                id: two
                from:
                  uri: direct
                  parameters:
                    name: two
                  steps:
                    - enrich:
                        constant: direct:one
            """;

    private static final RouteFiles NONE = new RouteFiles(new TreeMap<>());

    @Test
    void readsDirectEndpointsAsVisualEditorsWriteThem() {
        RouteFiles files = NONE.with("a", RouteFile.parse("a", PARTED));

        assertThatCode(() -> files.check(NONE, Set.of())).doesNotThrowAnyException();
        assertThat(files.callEachOther(Set.of("one", "two"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    - to: direct:three\n",
                "    - to: {uri: direct, parameters: {name: three}}\n",
                "    - toD: \"direct://three?timeout=1\"\n",
                "    - enrich: {constant: direct:three}\n",
            })
    void tellsTheLineOfACallOfARouteThatIsNotThere(String step) {
        String route = "- route:\n    id: one\n    from:\n      uri: direct:one\n      steps:\n    - log: direct:four\n"
                + step;
        RouteFiles files = NONE.with("a", RouteFile.parse("a", route.replace("    -", "        -")));

        assertThatThrownBy(() -> files.check(NONE, Set.of()))
                .hasMessage("a:7: one calls direct:three, and no route starts there");
    }

    @Test
    void refusesTwoRoutesFromOneParted() {
        RouteFiles files = NONE.with("a", RouteFile.parse("a", PARTED.replace("name: two", "name: one")));

        assertThatThrownBy(() -> files.check(NONE, Set.of()))
                .hasMessageStartingWith("a:")
                .hasMessageEndingWith("there is another route from direct:one");
    }
}
