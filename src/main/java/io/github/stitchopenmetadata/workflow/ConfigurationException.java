package io.github.stitchopenmetadata.workflow;

import java.util.List;

/** Says everything that is wrong with a configuration, one line each, never with a secret in it. */
public final class ConfigurationException extends RuntimeException {
    private final List<String> problems;

    /** Takes the problems in the order in which they are to be read; the message is all of them, a line each. */
    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
