package io.github.stitchopenmetadata.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Parses one YAML text into nodes that know their lines, and refuses what is ambiguous in it. */
final class YamlDocument {
    // not the core schema: with it the parser follows merge keys itself and never returns from one that merges itself
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setAllowNonScalarKeys(true)
            .build();
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private YamlDocument() {}

    /** The top mapping of {@code yaml}; empty after a problem was noted. */
    static Optional<MappingNode> parse(String yaml, Problems problems) {
        try {
            List<Node> documents = new ArrayList<>();
            new Compose(SETTINGS).composeAllFromString(yaml).forEach(documents::add);
            return root(documents, problems);
        } catch (ReaderException e) {
            int line = (int) yaml.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.error(line, "is not YAML: it has a control character in it");
        } catch (MarkedYamlEngineException e) {
            syntaxError(e, problems);
        } catch (YamlEngineException e) {
            problems.error(
                    Problems.NO_LINE,
                    "is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (StackOverflowError e) {
            problems.error(Problems.NO_LINE, "is nested too deeply");
        }
        return Optional.empty();
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    private static Optional<MappingNode> root(List<Node> documents, Problems problems) {
        if (documents.isEmpty() || documents.size() == 1 && isNull(documents.get(0))) {
            problems.error(Problems.NO_LINE, "is empty: expected a workflow");
        } else if (documents.size() > 1) {
            problems.error(line(documents.get(1)), "starts a second YAML document: expected one workflow a file");
        } else if (documents.get(0) instanceof MappingNode mapping) {
            new YamlKeys(problems).check(mapping, "");
            return Optional.of(mapping);
        } else {
            problems.error(line(documents.get(0)), "is no mapping: expected the keys source and workflowConfig");
        }
        return Optional.empty();
    }

    // the parser quotes the names of aliases and tags, which are the start of an unquoted value such as a password
    private static void syntaxError(MarkedYamlEngineException e, Problems problems) {
        String reason = String.valueOf(e.getProblem())
                .replaceFirst("(found undefined (alias|tag handle)).*", "$1")
                .replaceFirst("\\. \\(Do not use .*", "")
                .replaceAll("\\s+", " ");
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
        String column = e.getProblemMark()
                .map(mark -> " at column " + (mark.getColumn() + 1))
                .orElse("");
        problems.error(line, "is not YAML" + column + ": " + reason);
    }
}
