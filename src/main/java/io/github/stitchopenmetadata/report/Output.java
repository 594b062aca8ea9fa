package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;

/** Prints the results of {@code check} and {@code preview} to the standard output, and nothing else. */
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

    public String json(Printout printout) throws JsonProcessingException {
        return JSON.writeValueAsString(printout.json());
    }
}
