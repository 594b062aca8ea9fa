package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Replays every renaming that Stitch prints, and those that follow from its rules. */
class DocumentedExamplesTest {
    /** Rules that the documentation leaves open in their order; the output has to be a candidate, not the first. */
    private static final Set<String> ANY_CANDIDATE = Set.of("display-name", "base", "stream", "field");

    private static final List<Example> REPLAYED = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest(name = "{0} {1}: {2} → {3}")
    @CsvFileSource(resources = "/naming/examples.csv", numLinesToSkip = 1)
    void isPredicted(ArgumentsAccessor line) {
        Example example = new Example(
                line.getString(0),
                line.getString(1),
                line.getString(2),
                line.getString(3),
                line.getString(4),
                line.getString(5));
        REPLAYED.add(example);

        for (String ruleSet : example.ruleSets()) {
            String coverage = example.coverage(ruleSet);

            if (example.contradicted() || ANY_CANDIDATE.contains(example.kind())) {
                assertThat(coverage).as("%s: %s", ruleSet, example).doesNotStartWith("not covered");
            } else {
                assertThat(coverage).as("%s: %s", ruleSet, example).isEqualTo("first candidate");
            }
        }
    }

    @AfterAll
    static void replayedAllAndKnowsTheContradictions() {
        assertThat(REPLAYED).hasSize(243);
        assertThat(REPLAYED)
                .filteredOn(example -> !example.basis().equals("inferred"))
                .hasSize(186);
        assertThat(REPLAYED)
                .filteredOn(Example::contradicted)
                .extracting(DocumentedExamplesTest::verdict)
                .containsExactlyInAnyOrder(
                        "s3 schema salesforce-prod → salesforce-prod: first candidate",
                        "mssql_server table customers! → customers: candidate 2",
                        "bigquery_v2 column _987CUSTOMERID → _987CUSTOMERID: ignoring case",
                        "redshift column 4customerid → customerid: candidate 2",
                        "redshift column _customerid → customerid: candidate 2",
                        "panoply column 4customerid → customerid: candidate 2",
                        "panoply column _customerid → customerid: candidate 2",
                        "postgres column _customerid → customerid: candidate 2",
                        "postgres column _customerid → _customerid: first candidate",
                        "snowflake column _customerid → CUSTOMERID: first candidate",
                        "postgres split age → age + age__do: first candidate",
                        "mssql_server split order_confirmed → order_confirmed + order_confirmed__st: first candidate");
    }

    private static String verdict(Example example) {
        return "%s %s %s → %s: %s"
                .formatted(
                        example.rules(),
                        example.kind(),
                        example.input(),
                        example.output(),
                        example.coverage(example.rules()));
    }
}
