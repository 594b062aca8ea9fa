package io.github.stitchopenmetadata.flow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds nothing in routes that keep it, and what is wrong in routes that do not. */
class RouteRuleExamplesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/rules");
    private static final Path RUN = Path.of("shop/1-run.camel.yaml");
    private static final Allowed ALLOWED =
            new Allowed(Set.of("app/Start.java"), Set.of("run"), Map.of("variable.run", Sale.class), List.of());

    @TempDir
    private Path folder;

    /** What the routes of the example call. */
    public static class Shop {

        public Sale begin(String kind, String names) {
            return new Sale(kind + names, 0);
        }

        public List<String> add(List<String> before, String good) {
            return Stream.concat(before.stream(), Stream.of(good)).toList();
        }

        public String goods(String answer) {
            return answer.strip();
        }

        public boolean sell(String good, @Variable("run") Sale sale) {
            return sale.sold() > good.length();
        }

        public String request(String good, String sale) {
            return good + sale;
        }

        public boolean isOver(Exception thrown) {
            return thrown.getMessage() == null;
        }

        public String mark(String good, Mark mark) {
            return good + mark;
        }

        public String keep(@Variable("answer") String answer) {
            return answer;
        }

        public static ExecutorService workers() {
            return null;
        }
    }

    public record Sale(String id, int sold) {}

    public record Stock(List<String> goods) {}

    public enum Mark {
        NEW,
        OLD
    }

    record Example(RouteRule rule, String file, String good, String bad, String found) {}

    static List<Example> broken() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readValue(EXAMPLES.resolve("broken.yaml").toFile(), new TypeReference<>() {});
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> examples = Files.walk(EXAMPLES)) {
            for (Path example : examples.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(EXAMPLES.relativize(example));
                Files.createDirectories(copy.getParent());
                Files.copy(example, copy);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RouteRule.class)
    void isKeptByTheGoodFiles(RouteRule rule) throws IOException {
        assertThat(rule.findings(routes(ALLOWED))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isFoundBroken(Example example) throws IOException {
        replace(Path.of(example.file()), example.good(), example.bad());

        assertThat(example.rule().findings(routes(ALLOWED)))
                .anySatisfy(finding -> assertThat(finding).contains(example.found()));
    }

    @Test
    void everyOtherRuleIsBrokenByAnExample() throws IOException {
        assertThat(Stream.concat(
                                broken().stream().map(Example::rule),
                                Stream.of(
                                        RouteRule.SHORT_FILES,
                                        RouteRule.SHORT_ROUTES,
                                        RouteRule.SMALL_OBJECTS_ARE_SMALL))
                        .distinct())
                .containsExactlyInAnyOrder(RouteRule.values());
    }

    @Test
    void aFileHasAtMost250Lines() throws IOException {
        int more = 250 - (int) Files.readString(folder.resolve(RUN)).lines().count();
        String head = "# The head of a file is kept.\n";

        replace(RUN, head, head + "\n".repeat(more));
        assertThat(RouteRule.SHORT_FILES.findings(routes(ALLOWED))).isEmpty();
        replace(RUN, head, head + "\n");
        assertThat(RouteRule.SHORT_FILES.findings(routes(ALLOWED)))
                .containsExactly("1-run.camel.yaml:251: 251 lines, of at most 250");
    }

    @Test
    void aRouteHasAtMost25StepsCountedWithThoseInOthers() throws IOException {
        String step = "              - to:\n                  id: hand-over\n";
        String other = "              - bean: {ref: shop, method: goods}\n";

        replace(RUN, step, other.repeat(20) + step);
        assertThat(RouteRule.SHORT_ROUTES.findings(routes(ALLOWED))).isEmpty();
        replace(RUN, step, other + step);
        assertThat(RouteRule.SHORT_ROUTES.findings(routes(ALLOWED)))
                .containsExactly("1-run.camel.yaml:15: route open-shop: 26 steps, of at most 25");
    }

    @Test
    void reachesOnlyIntoWhatIsSmall() throws IOException {
        Allowed large = new Allowed(Set.of(), Set.of(), Map.of("variable.run", Stock.class), List.of());

        assertThat(RouteRule.SMALL_OBJECTS_ARE_SMALL.findings(routes(large)))
                .containsExactly("variable.run: Stock is no record of a few plain values");
    }

    @Test
    void exceptsWhatIsMeantSoAndTellsOfExceptionsThatNothingNeeds() throws IOException {
        replace(RUN, "    description: One good.\n", "");
        Allowed excepted = new Allowed(
                Set.of(),
                Set.of(),
                Map.of(),
                List.of(
                        new Allowed.Exemption(RouteRule.IDS_AND_DESCRIPTIONS, "route sell:", "its id says all"),
                        new Allowed.Exemption(RouteRule.IDS_AND_DESCRIPTIONS, "route start:", "it had none once")));

        assertThat(RouteRule.IDS_AND_DESCRIPTIONS.findings(routes(excepted)))
                .containsExactly("nothing needs the exemption of route start:");
    }

    private void replace(Path file, String good, String bad) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.exists(path) ? Files.readString(path) : "";
        assertThat(text).contains(good);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.isEmpty() ? bad : text.replace(good, bad));
    }

    private Routes routes(Allowed allowed) throws IOException {
        return Routes.read(
                folder.resolve("shop"),
                folder.resolve("application.properties"),
                List.of(folder.resolve("java")),
                allowed);
    }
}
