package io.github.stitchopenmetadata.flow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.flow.rules.Allowed.Exemption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files under routes/ keep the rules. */
class RouteRulesTest {

    private static final Allowed ALLOWED = new Allowed(
            Set.of(
                    "io/github/stitchopenmetadata/app/Command.java",
                    // a stream, whose pages are read when who reads it comes to them
                    "io/github/stitchopenmetadata/call/Records.java",
                    "io/github/stitchopenmetadata/karaf/Commands.java",
                    // routes, too, but of other contexts
                    "openmetadata-lineage-sink.kamelet.yaml",
                    "stitch-import-sink.kamelet.yaml",
                    "stitch-lineage-source.kamelet.yaml",
                    "stitch-operation-action.kamelet.yaml"),
            Set.of("run"),
            Map.of(),
            List.of(
                    new Exemption(
                            RouteRule.NO_VARIABLES_IN_JAVA,
                            "io/github/stitchopenmetadata/kamelet/CallersExchange.java",
                            "the exchange is that of a route of anybody's, who gets it back as it was"),
                    new Exemption(
                            RouteRule.NO_VARIABLES_IN_JAVA,
                            "io/github/stitchopenmetadata/call/StitchOperations.java",
                            "the exchange is that of a route of anybody's, who gets it back as it was"),
                    new Exemption(
                            RouteRule.NO_VARIABLES_IN_JAVA,
                            "io/github/stitchopenmetadata/run/OutOfMemory.java",
                            "Camel tells it of exchanges that failed; no route calls it")));

    private static Routes routes;

    @BeforeAll
    static void read() throws IOException {
        routes = Routes.read(
                Path.of("routes"),
                Path.of("application.properties"),
                List.of(
                        Path.of("src/main/java"),
                        Path.of("src/karaf/java"),
                        Path.of("src/sandbox/java"),
                        Path.of("src/main/resources/kamelets")),
                ALLOWED);
    }

    @ParameterizedTest
    @EnumSource(RouteRule.class)
    void isKept(RouteRule rule) {
        assertThat(rule.findings(routes)).as(rule.name()).isEmpty();
    }
}
