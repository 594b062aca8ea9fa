package io.github.stitchopenmetadata.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTableTest {

    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");

    /** Each column with its type, as the page names it. */
    private static Map<String, String> documented(HistoryTable table) throws IOException {
        Matcher chapter = Pattern.compile("### " + table.table() + "\n(.*?)\n##", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/history.md")));
        assertThat(chapter.find()).isTrue();
        Map<String, String> columns = new LinkedHashMap<>();
        Matcher column = COLUMN.matcher(chapter.group(1));
        while (column.find()) {
            columns.put(column.group(1), column.group(2));
        }
        return columns;
    }

    private static String type(JsonNode column) {
        if (column.has("format")) {
            return "time";
        }
        String type = column.path("type").isTextual()
                ? column.path("type").asText()
                : column.path("type").path(1).asText();
        return type.equals("string") ? "text" : type;
    }

    @ParameterizedTest
    @EnumSource
    void thePageShowsItsColumns(HistoryTable table) throws IOException {
        Map<String, String> columns = new LinkedHashMap<>();
        table.schema()
                .path("properties")
                .properties()
                .forEach(column -> columns.put(column.getKey(), type(column.getValue())));

        assertThat(documented(table)).containsExactlyEntriesOf(columns);
    }
}
