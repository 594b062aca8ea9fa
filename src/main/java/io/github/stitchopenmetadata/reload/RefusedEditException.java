package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** An edit that cannot take effect, with the place in the file and the cause. */
final class RefusedEditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;

    /** @param line from 1; 0 for none in particular */
    RefusedEditException(String path, int line, String why) {
        super(path + (line > 0 ? ":" + line : "") + ": " + OneLine.of(why));
        this.path = path;
        this.why = why;
    }

    String path() {
        return path;
    }

    String why() {
        return why;
    }

    /** @param line that is told where the cause itself tells none */
    static RefusedEditException of(String path, int line, Throwable cause) {
        return Causes.of(cause)
                .filter(MarkedYamlEngineException.class::isInstance)
                .map(MarkedYamlEngineException.class::cast)
                .filter(marked -> marked.getProblemMark().isPresent())
                .findFirst()
                .map(marked -> new RefusedEditException(
                        path, marked.getProblemMark().get().getLine() + 1, marked.getProblem()))
                .orElseGet(() -> new RefusedEditException(path, line, Explanation.of(cause)));
    }
}
