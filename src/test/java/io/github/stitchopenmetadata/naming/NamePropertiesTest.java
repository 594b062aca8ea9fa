package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every name, however odd. */
class NamePropertiesTest {
    private static final LoadingRules RULES = LoadingRules.load();

    /** What a destination takes as a column at all; written down here a second time so that the rules are checked against it. */
    private static final Map<String, Pattern> TAKEN = Map.of(
            "bigquery_v2", Pattern.compile("[a-z_][a-z0-9_]*"),
            "databricks_delta", Pattern.compile("[a-z_][a-z0-9_]*"),
            "azure_sqldw", Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"),
            "mssql_server", Pattern.compile("[a-z0-9_][a-z0-9_@$#]*"),
            "mysql_destination", Pattern.compile("[a-z0-9_$]+"),
            "panoply", Pattern.compile("[a-z0-9_$ ]+"),
            "redshift", Pattern.compile("[a-z0-9_$ ]+"),
            "postgres", Pattern.compile("[A-Za-z_][A-Za-z0-9_ ]*"),
            "snowflake", Pattern.compile("[A-Z_][A-Z0-9_]*"));

    @Property
    void columnsAndTablesAreNamesTheDestinationTakes(@ForAll("names") String name, @ForAll("supported") String type) {
        DestinationRules rules = RULES.destination(type).orElseThrow();

        assertThat(rules.columns(name)).allSatisfy(column -> assertTaken(type, name, column));
        assertThat(rules.tables(name)).allSatisfy(table -> assertTaken(type, name, table));
    }

    @Property
    void aNameIsNeverWithoutCandidates(@ForAll("names") String name, @ForAll("types") String type) {
        Assume.that(!name.isBlank());
        DestinationRules rules = RULES.destination(type).orElseThrow();

        assertThat(rules.columns(name)).isNotEmpty();
        assertThat(rules.tables(name)).isNotEmpty();
    }

    @Property
    void firstCandidateStaysAsItIs(@ForAll("names") String name, @ForAll("supported") String type) {
        DestinationRules rules = RULES.destination(type).orElseThrow();

        rules.columns(name).stream().findFirst().ifPresent(column -> assertThat(rules.columns(column))
                .startsWith(column));
        rules.tables(name).stream().findFirst().ifPresent(table -> assertThat(rules.tables(table))
                .startsWith(table));
    }

    @Property
    void asciiNamesKeepTheirNormalizedKey(@ForAll("ascii") String name, @ForAll("types") String type) {
        Assume.that(name.chars().anyMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'));
        DestinationRules rules = RULES.destination(type).orElseThrow();

        for (Function<String, List<String>> rule :
                List.<Function<String, List<String>>>of(rules::columns, rules::tables)) {
            assertThat(rule.apply(name))
                    .isNotEmpty()
                    .extracting(NormalizedKey::of)
                    .containsOnly(NormalizedKey.of(name));
        }
    }

    @Property
    void twoNamesNeverShareAMatch(@ForAll("nameLists") List<String> fields, @ForAll("supported") String type) {
        DestinationRules rules = RULES.destination(type).orElseThrow();
        Map<String, List<String>> wanted =
                fields.stream().distinct().collect(Collectors.toMap(field -> field, rules::columns));
        List<String> columns =
                wanted.values().stream().flatMap(List::stream).distinct().toList();

        NameClaims<String, String> claims = new NameClaims<>(
                NameIndex.of(columns),
                rules.isCaseSensitive(),
                false,
                (field, column) -> true,
                (field, column) -> true);
        wanted.forEach((field, names) -> claims.add(field, field, names, true, () -> rules.isOpenColumn(field)));

        Map<String, NameMatch<String>> found = claims.settle();

        assertThat(found.keySet()).isEqualTo(wanted.keySet());
        assertThat(found.values().stream().flatMap(match -> match.found().stream()))
                .doesNotHaveDuplicates();
    }

    @Property
    void sourceRenamingKeepsTheNormalizedKey(@ForAll("ascii") String name) {
        Assume.that(name.chars().anyMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'));

        assertThat(RULES.source("platform.hp-mysql", null).fields(name))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field).matches("[A-Za-z_][A-Za-z0-9_]*"))
                .extracting(NormalizedKey::of)
                .containsOnly(NormalizedKey.of(name));
    }

    @Property
    void normalizedKeyIsItsOwnKeyAndBlindToCase(@ForAll("names") String name) {
        NormalizedKey key = NormalizedKey.of(name);

        assertThat(NormalizedKey.of(key.value())).isEqualTo(key);
        assertThat(key.value().isEmpty()).isEqualTo(name.isEmpty());
        assertThat(NormalizedKey.of(name.toLowerCase(Locale.ROOT))).isEqualTo(key);
    }

    @Property
    void noNameIsTooOdd(@ForAll("names") String name, @ForAll("names") String other, @ForAll("types") String type) {
        DestinationRules rules = RULES.destination(type).orElseThrow();

        assertThatCode(() -> {
                    rules.schemas(name, other);
                    rules.schemas(null, other);
                    rules.nested(name, other);
                    rules.items(name);
                    rules.subTables(name, other);
                    rules.plainOf(name);
                    rules.isSystemColumn(name);
                    rules.isSystemTable(name);
                    rules.tableRejection(name);
                    rules.columnRejection(name);
                    NameIndex.of(List.of(name, other)).ignoringCase(name);
                })
                .doesNotThrowAnyException();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noSourceIsTooOdd(@ForAll("names") String name, @ForAll("names") String type, @ForAll("names") String text) {
        Map<String, String> properties = Map.of("include_schemas_in_destination_stream_name", "true", "tables", text);
        StreamName stream = new StreamName(name, text, null);

        for (String sourceType :
                List.of(type, "platform.s3-csv", "platform.mssql", "platform." + type, "webhook.segment")) {
            SourceRules rules = RULES.source(sourceType, type);
            assertThatCode(() -> {
                        rules.location(stream, properties);
                        rules.knownTables(properties);
                        rules.fields(name);
                    })
                    .doesNotThrowAnyException();
            assertThat(rules.baseNames(stream, properties)).noneMatch(String::isBlank);
        }
    }

    @Property
    void aSplitIsFoundUnderThePlainColumn(@ForAll("ascii") String name, @ForAll("supported") String type) {
        DestinationRules rules = RULES.destination(type).orElseThrow();

        for (String column : rules.columns(name)) {
            assertThat(rules.plainOf(column + "__bo")).contains(column);
        }
    }

    @Property
    void anIndexFindsEveryNameItHolds(@ForAll("nameLists") List<String> names) {
        NameIndex<String> index = NameIndex.of(names.stream().distinct().toList());

        assertThat(names).allSatisfy(name -> assertThat(index.exactly(name)).contains(name));
    }

    /** What becomes of letters outside ASCII is not documented, and a name of which nothing is left is there as it is. */
    private static void assertTaken(String type, String name, String candidate) {
        assertThat(candidate).isNotBlank();
        if (!Spelling.ignoringCase(candidate).equals(Spelling.ignoringCase(name))
                && candidate.chars().allMatch(c -> c < 128)) {
            assertThat(candidate).matches(TAKEN.get(type));
        }
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "bigquery_v2",
                "databricks_delta",
                "azure_sqldw",
                "mssql_server",
                "mysql_destination",
                "panoply",
                "postgres",
                "redshift",
                "s3",
                "snowflake",
                "dataworld",
                "storagegrid");
    }

    @Provide
    Arbitrary<String> supported() {
        return Arbitraries.of(TAKEN.keySet());
    }

    /** Any code points, lone surrogates and controls among them, next to names that look like real ones. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                ascii(),
                Arbitraries.strings()
                        .withChars("aZ09_ .-!$#@[]{}\\/'\"İıßﬁΣKſ日é\u0301\uD83D\uDE00\uD800\u0000\n\u00A0")
                        .ofMaxLength(12));
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings()
                .withChars(IntStream.range(0, 128)
                        .mapToObj(c -> String.valueOf((char) c))
                        .reduce("", String::concat)
                        .concat("__  00aA!")
                        .toCharArray())
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<List<String>> nameLists() {
        return names().list().ofMaxSize(20);
    }
}
