package io.github.stitchopenmetadata.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the files that a list of names and patterns stands for. */
final class WorkflowFiles {
    private static final Pattern GLOB = Pattern.compile("(?<top>(?:[^*?\\[{]*/)?)(?<glob>.*[*?\\[{].*)");

    private final Path directory;

    WorkflowFiles(Path directory) {
        this.directory = directory;
    }

    /** Returns the names, sorted and each file once; adds to {@code problems} what names no file. */
    List<String> find(String filesOrGlobs, List<String> problems) {
        List<String> items = CommaList.split(filesOrGlobs);
        if (items.isEmpty()) {
            problems.add("no workflow is named: expected files or patterns such as workflows/*.yaml");
        }
        Set<String> names = new TreeSet<>();
        for (String item : items) {
            try {
                names.addAll(expand(item, problems));
            } catch (InvalidPathException | PatternSyntaxException e) {
                problems.add(item + ": is no valid file name or pattern");
            } catch (IOException e) {
                problems.add(item + ": cannot be searched (" + e + ")");
            }
        }
        Set<Path> seen = new HashSet<>();
        return names.stream()
                .filter(name -> seen.add(identity(directory.resolve(name))))
                .toList();
    }

    private Set<String> expand(String item, List<String> problems) throws IOException {
        Matcher pattern = GLOB.matcher(item);
        if (Files.exists(directory.resolve(item)) || !pattern.matches()) {
            return Set.of(item);
        }
        Set<String> names = new TreeSet<>();
        for (Path path : FileSearch.below(directory.resolve(pattern.group("top")), pattern.group("glob"))) {
            names.add(pattern.group("top") + path.toString().replace('\\', '/'));
        }
        if (names.isEmpty()) {
            problems.add(item + ": matches no file: expected at least one");
        }
        return names;
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.normalize();
        }
    }
}
