package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Secrets;
import java.util.stream.Stream;

/** What Stitch says of a failure, fit to be shown in the catalog: one line, without credentials. */
final class ErrorText {

    private ErrorText() {}

    /** @return the first of the texts that says anything, or what stands in for it */
    static String first(Stream<JsonNode> texts, String otherwise) {
        return texts.filter(JsonNode::isTextual)
                .map(text -> of(text.textValue()))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(otherwise);
    }

    static String of(String text) {
        return OneLine.of(Secrets.hidden(text));
    }
}
