package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a command tells whoever called it, in either form. */
public interface Printout {

    /** One line each, without control characters. */
    List<String> text();

    /** All of it. */
    JsonNode json();
}
