package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;

/** Prints the results of commands to the standard output, and nothing else. */
public final class Output {

    /** Letters that the encoding of a terminal may lack are escaped. */
    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writerWithDefaultPrettyPrinter();

    private final boolean isJson;

    /**
     * @param format the setting {@code output.format}
     * @throws IllegalArgumentException for what it cannot be
     */
    public Output(String format) {
        isJson = format.strip().equalsIgnoreCase("json");
        if (!isJson && !format.strip().equalsIgnoreCase("text")) {
            throw new IllegalArgumentException("output.format is \"" + format.strip() + "\": expected text or json");
        }
    }

    public void print(Printout printout) throws JsonProcessingException {
        PrintStream out = System.out;
        if (isJson) {
            out.println(json(printout));
        } else {
            printout.text().forEach(out::println);
        }
        out.flush();
    }

    /** @param answer JSON, or an iterator of it, which is printed as an array while it is read */
    public static void printJson(Object answer) throws IOException {
        PrintStream out = System.out;
        if (answer instanceof Iterator<?> records) {
            try (SequenceWriter array =
                    JSON.without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValuesAsArray(out)) {
                while (records.hasNext()) {
                    array.write(records.next());
                }
            }
        } else {
            out.print(answer instanceof MissingNode ? "null" : JSON.writeValueAsString(answer));
        }
        out.println();
        out.flush();
    }

    public String json(Printout printout) throws JsonProcessingException {
        return JSON.writeValueAsString(printout.json());
    }
}
