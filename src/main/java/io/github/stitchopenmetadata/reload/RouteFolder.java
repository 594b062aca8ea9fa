package io.github.stitchopenmetadata.reload;

import java.io.FileFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/** The folder that holds the route files. */
record RouteFolder(Path folder, FileFilter accepted) {

    /**
     * @param refused takes what is to be told of files that cannot be read
     * @return the files that are not as they were before, by their paths; null for one that is gone
     */
    Map<String, RouteFile> edits(RouteFiles before, Set<String> refused) {
        Map<String, RouteFile> edits = new TreeMap<>();
        Set<String> gone = new HashSet<>(before.byPath().keySet());
        try {
            for (Path file : files()) {
                String path = FileUtil.compactPath(file.toString());
                gone.remove(path);
                String text = Files.readString(file);
                if (!before.byPath().containsKey(path)
                        || !before.byPath().get(path).text().equals(text)) {
                    try {
                        FormerRouteFiles.objection(path, text).ifPresent(objection -> {
                            throw new RefusedEditException(path, 0, objection);
                        });
                        edits.put(path, RouteFile.parse(path, text));
                    } catch (RefusedEditException broken) {
                        refused.add(broken.getMessage());
                    }
                }
            }
        } catch (IOException unreadable) {
            refused.add(new RefusedEditException(folder.toString(), 0, "cannot be read: " + unreadable).getMessage());
            return Map.of();
        }
        gone.forEach(path -> edits.put(path, null));
        return edits;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith(".")
                            && accepted.accept(file.toFile()))
                    .sorted()
                    .toList();
        }
    }
}
