package io.github.stitchopenmetadata.text.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.support.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    /** With two aliases each; more the parser refuses. */
    private static final int LEVELS = 24;

    @Test
    void tellsTheLineOfEachKeyAndItem() {
        YamlNode root = read(
                """
                # a comment
                shop:
                  name: crm
                  tables:
                    - orders
                    - {id: 1,
                       key: two}
                """);

        YamlNode shop = root.entries().get("shop");
        List<YamlNode> tables = shop.entries().get("tables").items();
        assertThat(root.line()).isEqualTo(2);
        assertThat(shop.line()).isEqualTo(2);
        assertThat(shop.entries().get("name").line()).isEqualTo(3);
        assertThat(shop.entries().get("tables").line()).isEqualTo(4);
        assertThat(tables).extracting(YamlNode::line).containsExactly(5, 6);
        assertThat(tables.get(1).entries().get("key").line()).isEqualTo(7);
    }

    @Test
    void givesTextsAsTheyAreWritten() {
        YamlNode root = read("{number: 0012, flag: true, date: 2024-01-01, quoted: 'null', blank: '', key: [a, b]}");

        assertThat(root.entries().keySet()).containsExactly("number", "flag", "date", "quoted", "blank", "key");
        assertThat(root.entries().values().stream().limit(5).map(value -> value.text()
                        .orElseThrow()))
                .containsExactly("0012", "true", "2024-01-01", "null", "");
        assertThat(root.entries().get("key").text()).isEmpty();
        assertThat(root.entries().get("key").entries()).isEmpty();
        assertThat(root.entries().get("number").items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "---\n...\n", "null", "~", "Null"})
    void takesAnEmptyTextForNull(String yaml) {
        assertThat(read(yaml).isNull()).isTrue();
        assertThat(read(yaml).text()).isEmpty();
    }

    @Test
    void followsAliasesAndMerges() {
        YamlNode root = read(
                """
                one: &one {a: 1, b: 1}
                two: &two {b: 2, c: 2}
                own:
                  <<: [*one, *two]
                  c: 3
                  d: *one
                """);

        YamlNode own = root.entries().get("own");
        assertThat(own.entries().keySet()).containsExactly("c", "d", "a", "b");
        assertThat(own.entries().values().stream().map(YamlNode::text).flatMap(text -> text.stream()))
                .containsExactly("3", "1", "1");
        assertThat(own.entries().get("d").entries().get("b").text()).contains("1");
        assertThat(own.entries().get("d").line()).isEqualTo(6);
    }

    @Test
    void endsWhereAValueContainsOrMergesItself() {
        YamlNode root = read("a: &a\n  <<: *a\n  b: &b [*b]\n  c: 1");

        assertThat(root.entries().get("a").entries().keySet()).containsExactly("b", "c");
    }

    @Test
    void takesNoMoreMemoryThanTheTextWhateverAliasesMakeOfIt() {
        String levels = IntStream.rangeClosed(1, LEVELS)
                .mapToObj(level -> "l%d: &l%d {a: *l%d, b: *l%d}".formatted(level, level, level - 1, level - 1))
                .collect(Collectors.joining("\n"));

        YamlNode value = read("l0: &l0 {a: x}\n" + levels).entries().get("l" + LEVELS);
        for (int level = LEVELS; level > 0; level--) {
            value = value.entries().get("b");
        }

        assertThat(value.entries().get("a").text()).contains("x");
    }

    @Test
    void refusesMoreAliasesThanAnybodyUses() {
        String many = "b: *a\n".repeat(60);

        assertThat(problems("a: &a {}\n" + many))
                .singleElement()
                .asString()
                .startsWith("0 is not YAML: Number of aliases");
    }

    @Test
    void refusesKeysGivenTwice() {
        assertThat(
                        problems(
                                """
                sink: {}
                sink: {}
                processor:
                  - {a: 1, b: 2,
                     a: 3}
                """))
                .containsExactly(
                        "2 sink is given twice, first on line 1: expected it once",
                        "5 processor[0].a is given twice, first on line 4: expected it once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~a: 1\n---\nb: 2\n~       | 3 starts a second YAML document: expected one in a file",
                "~a: 1\nb: c: d~           | 2 is not YAML at column 5: mapping values are not allowed here",
                "~a:\n\t- b~               | 2 is not YAML at column 1: found character '\\t(TAB)' that cannot start any token",
                "a: \"s3cr3t-t0ken         | 1 is not YAML at column 17: found unexpected end of stream",
                "a: *s3cr3t-t0ken          | 1 is not YAML at column 4: found undefined alias",
                "a: !s3cr3t-t0ken!x y      | 1 is not YAML at column 4: found undefined tag handle",
                "a: {b: ${X}}              | 1 is not YAML at column 9: expected ',' or '}', but got {",
                "~a: 1\nb: \u0007~         | 2 is not YAML: it has a control character in it",
                "{{ x }}: b                | 1 a key is a list or a mapping: expected text, with quotes if it starts with a brace",
                "~a: 1\n<<: b~             | 2 << is text: expected a mapping to merge, e.g. *defaults",
            })
    void saysWhatIsWrongAndWhereWithoutQuotingIt(String yaml, String problem) {
        assertThat(problems(yaml)).containsExactly(problem).noneMatch(told -> told.contains("s3cr3t"));
    }

    @Test
    void refusesTextNestedWithoutEnd() {
        assertThat(problems("[".repeat(500_000))).containsExactly("0 is nested too deeply");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void refusesMoreThanAnybodyWrites() {
        assertThat(problems("a: " + "x".repeat(4_000_000)))
                .singleElement()
                .asString()
                .startsWith("0 is not YAML: ");
    }

    @Test
    void endsWithTheFirstProblemWhereThatIsThrown() {
        assertThatThrownBy(() -> YamlReader.read("a: 1\na: 2\na: 3", (line, what) -> {
                    throw new IllegalStateException(line + " " + what);
                }))
                .hasMessage("2 a is given twice, first on line 1: expected it once");
    }

    private static YamlNode read(String yaml) {
        List<String> problems = new ArrayList<>();
        Optional<YamlNode> root = YamlReader.read(yaml, (line, what) -> problems.add(line + " " + what));
        assertThat(problems).isEmpty();
        return root.orElseThrow();
    }

    private static List<String> problems(String yaml) {
        List<String> problems = new ArrayList<>();
        YamlReader.read(yaml, (line, what) -> problems.add(line + " " + what));
        return problems;
    }
}
