package io.github.stitchopenmetadata.text.yaml;

/** Takes what is wrong with a YAML text. Where it throws, reading ends with the first problem. */
@FunctionalInterface
public interface YamlProblems {

    /**
     * @param line from 1, or {@link YamlNode#NO_LINE}
     * @param what a sentence without its subject, the text: "is not YAML at column 5: …"; or with a key as its subject. It
     *     quotes no values, which may be secret
     */
    void add(int line, String what);
}
