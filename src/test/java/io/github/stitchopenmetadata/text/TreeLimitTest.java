package io.github.stitchopenmetadata.text;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeLimitTest {

    private static final Set<String> ALL = Set.of();

    private static JsonNode readNames(TreeLimit limit, String text) throws IOException {
        return limit.readRecords(
                Json.FOREIGN.createParser(text),
                record -> record instanceof ObjectNode object ? object.retain("name") : record);
    }

    /** Each record may take all the room that what is kept of the others has left. */
    @Test
    void countsOfRecordsWhatIsKept() throws Exception {
        String records = "[{\"name\": \"a\", \"x\": [1, 2, 3]}, 7, {\"name\": \"b\", \"x\": [1, 2, 3]}]";

        assertThat(readNames(new TreeLimit(14), records)).isEqualTo(json("[{'name': 'a'}, 7, {'name': 'b'}]"));
        assertThatThrownBy(() -> readNames(new TreeLimit(8), records))
                .as("a record")
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> readNames(new TreeLimit(8), "[{\"name\": 1}, {\"name\": 1}, {}]"))
                .as("all that is kept")
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void readsAsATreeWhatIsNoArray() throws Exception {
        assertThat(readNames(new TreeLimit(9), "{\"data\": []}")).isEqualTo(json("{'data': []}"));
        assertThat(readNames(new TreeLimit(9), "").isMissingNode()).isTrue();
        assertThat(readNames(new TreeLimit(9), "[]")).isEqualTo(json("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}] 2", "[{}", "[{}, ", "[{\"a\":1,\"a\":2}]", "<html>", "[{}}"})
    void refusesRecordsThatAreNoJson(String text) {
        assertThatThrownBy(() -> readNames(new TreeLimit(100), text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readsWhatFits() throws Exception {
        assertThat(new TreeLimit(8).read("[{\"a\":1},{}]", ALL)).isEqualTo(json("[{'a': 1}, {}]"));
        assertThat(new TreeLimit(1).read("7", ALL)).isEqualTo(json("7"));
        assertThat(new TreeLimit(1).read("", ALL).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1},{},0]", "[[[[[]]]]]", "[1,2,3,4,5,6,7]", "{\"a\":{\"b\":{\"c\":1}}}"})
    void refusesMoreThanThereIsRoomFor(String text) {
        assertThatThrownBy(() -> new TreeLimit(8).read(text, ALL))
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining("-Xmx");
    }

    @Test
    void neitherKeepsNorCountsWhatIsNotAskedFor() throws Exception {
        String page =
                "{\"data\": [{\"id\": \"1\", \"tags\": [{\"id\": 7}, {}, {}], \"columns\": [{\"name\": \"a\", \"x\": {\"id\": 5}}]}],"
                        + " \"paging\": {\"total\": 1}}";

        assertThat(new TreeLimit(21).read(page, Set.of("data", "id", "columns", "name", "paging", "total")))
                .isEqualTo(json("{'data': [{'id': '1', 'columns': [{'name': 'a'}]}], 'paging': {'total': 1}}"));
        assertThat(new TreeLimit(5).read("{\"data\": [], \"x\": 1}", Set.of("data")))
                .isEqualTo(json("{'data': []}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1] 2", "{\"a\":1,\"a\":2}", "[1,", "<html>"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> new TreeLimit(100).read(text, ALL)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> new TreeLimit(100).read(text, Set.of("a")))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void leavesRoomForWhatIsReadAtTheSameTime() {
        assertThat(TreeLimit.ofHeap(4).tokens() * 4 * 64)
                .isBetween(
                        Runtime.getRuntime().maxMemory() / 3,
                        Runtime.getRuntime().maxMemory() / 2);
        assertThat(TreeLimit.ofHeap(8).times(8).tokens())
                .isCloseTo(TreeLimit.ofHeap(1).tokens(), org.assertj.core.data.Offset.offset(8L));
    }
}
