package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.text.TextFile;
import io.github.stitchopenmetadata.text.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a rules file into nodes that remember their lines. */
final class RuleFile {
    private static final String SHIPPED = "/naming/loading-rules.yaml";

    private RuleFile() {}

    static RuleNode shipped() {
        try (InputStream rules = RuleFile.class.getResourceAsStream(SHIPPED)) {
            return parse(SHIPPED, new String(rules.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("Cannot read the shipped naming rules", unreadable);
        }
    }

    static RuleNode at(Path path) {
        try {
            return parse(path.toString(), TextFile.read(path));
        } catch (TextFile.Unreadable unreadable) {
            throw new IllegalArgumentException(
                    "Naming rules %s (lineage.rules) %s; expected a YAML file in UTF-8"
                            .formatted(path, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static RuleNode parse(String file, String yaml) {
        return YamlReader.read(yaml, (line, what) -> {
                    throw new IllegalArgumentException("Naming rules %s, line %d: %s".formatted(file, line, what));
                })
                .map(root -> new RuleNode(file, "", root))
                .orElseThrow();
    }
}
