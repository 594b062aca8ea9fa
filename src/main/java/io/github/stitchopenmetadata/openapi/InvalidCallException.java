package io.github.stitchopenmetadata.openapi;

import io.github.stitchopenmetadata.text.OneLine;
import java.util.List;

/** A call that the documents do not know or do not allow. Nothing was sent. The message is one line, without values of the body. */
public final class InvalidCallException extends IllegalArgumentException {

    private final List<String> problems;

    /** @param call what it was to be, such as the id of an operation */
    public InvalidCallException(String call, List<String> problems) {
        super(OneLine.of(call + ": " + String.join("; ", problems)));
        this.problems = List.copyOf(problems);
    }

    /** Each with the field and what was expected there. */
    public List<String> getProblems() {
        return problems;
    }
}
