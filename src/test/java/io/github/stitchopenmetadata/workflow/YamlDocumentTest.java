package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
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
                        "eu.yaml line 2: sink is given twice, first on line 1: expected it once",
                        "eu.yaml line 5: processor[0].a is given twice, first on line 4: expected it once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                        | is empty: expected a workflow",
                "~# nothing yet\n~         | is empty: expected a workflow",
                "~---\n...\n~              | is empty: expected a workflow",
                "~null~                    | is empty: expected a workflow",
                "[source]                  | line 1: is no mapping: expected the keys source and workflowConfig",
                "~\n\ns3cr3t-t0ken~        | line 3: is no mapping: expected the keys source and workflowConfig",
                "~a: 1\n---\nb: 2\n~       | line 3: starts a second YAML document: expected one workflow a file",
                "~a: 1\nb: c: d~           | line 2: is not YAML at column 5: mapping values are not allowed here",
                "~a:\n\t- b~               | line 2: is not YAML at column 1: found character '\\t(TAB)' that cannot start any token",
                "a: \"s3cr3t-t0ken         | line 1: is not YAML at column 17: found unexpected end of stream",
                "a: *s3cr3t-t0ken          | line 1: is not YAML at column 4: found undefined alias",
                "a: !s3cr3t-t0ken!x y      | line 1: is not YAML at column 4: found undefined tag handle",
                "a: {b: ${X}}              | line 1: is not YAML at column 9: expected ',' or '}', but got {",
                "~a: 1\nb: \u0007~         | line 2: is not YAML: it has a control character in it",
                "{{ x }}: b                | line 1: a key is a list or a mapping: expected text, with quotes if it starts with a brace",
            })
    void saysWhyItIsNoWorkflow(String yaml, String message) {
        assertThat(problems(yaml)).containsExactly("eu.yaml" + (message.startsWith("line") ? " " : ": ") + message);
    }

    @Test
    void refusesTextNestedWithoutEnd() {
        assertThat(problems("[".repeat(500_000))).containsExactly("eu.yaml: is nested too deeply");
    }

    @Test
    void refusesToMergeText() {
        assertThat(problems("a: 1\n<<: b"))
                .containsExactly("eu.yaml line 2: << is text: expected a mapping to merge, e.g. *defaults");
    }

    private static List<String> problems(String yaml) {
        Problems problems = new Problems("eu.yaml");
        YamlDocument.parse(yaml, problems);
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, problems::throwIfAny);
        assertThat(refusal.getMessage()).doesNotContain("s3cr3t");
        return refusal.problems();
    }
}
