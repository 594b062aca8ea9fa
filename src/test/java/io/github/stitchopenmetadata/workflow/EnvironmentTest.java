package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private final Environment environment =
            new Environment(Map.of("A", "a$1\\", "EMPTY", "", "NESTED", "${A}", "_x9", "low")::get);
    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain              | plain",
                "${A}               | a$1\\",
                "x${A}y${A}z        | xa$1\\ya$1\\z",
                "${_x9}             | low",
                "${NESTED}          | ${A}",
                "${NONE:-other}     | other",
                "${NONE:-a:-b}      | a:-b",
                "${EMPTY:-other}    | other",
                "${A:-other}        | a$1\\",
                "[${EMPTY}]         | []",
                "[${NONE:-}]        | []",
                "$${A}              | ${A}",
                "$$${A}             | $${A}",
                "^orders$           | ^orders$",
                "$A {A} $           | a$1\\ {A} $",
                "$NONE$             | $NONE$",
                "b$_x9              | blow",
            })
    void fillsIn(String text, String filled) {
        assertThat(environment.fill(text, problems::add)).isEqualTo(filled);
        assertThat(problems).isEmpty();
    }

    @Test
    void namesEveryVariableThatIsNotSet() {
        assertThat(environment.fill("${NONE}${A}${NEITHER}", problems::add)).isNull();
        assertThat(problems)
                .satisfiesExactly(telling("variable NONE", "not set"), telling("variable NEITHER", "not set"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${A", "${}", "${1A}", "${a b}", "${A:default}", "${A:-${NESTED}}"})
    void refusesWhatStartsNoVariable(String text) {
        assertThat(environment.fill(text, problems::add)).isNull();
        assertThat(problems).satisfiesExactly(telling("\"${\"", "${NAME}", "${NAME:-default}", "$${"));
    }
}
