package io.github.stitchopenmetadata.workflow;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Collects the files below one directory whose relative path matches a pattern; hidden ones only if it names them. */
final class FileSearch extends SimpleFileVisitor<Path> {
    private final Path top;
    private final PathMatcher matcher;
    private final boolean hiddenToo;
    private final List<Path> found = new ArrayList<>();

    private FileSearch(Path top, String glob) {
        this.top = top;
        // elsewhere **/ stands for no directory, too
        this.matcher = top.getFileSystem().getPathMatcher("glob:" + glob.replaceAll("(^|/)\\*\\*/", "$1{,**/}"));
        this.hiddenToo = glob.startsWith(".") || glob.contains("/.");
    }

    /** Returns the matching paths, relative to {@code top}. */
    static List<Path> below(Path top, String glob) throws IOException {
        FileSearch search = new FileSearch(top, glob);
        int depth = glob.contains("**") ? Integer.MAX_VALUE : glob.split("/").length;
        if (Files.isDirectory(top)) {
            Files.walkFileTree(top, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, search);
        }
        return search.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
        return path.equals(top) || isVisible(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        Path relative = top.relativize(path);
        if (attributes.isRegularFile() && isVisible(path) && matcher.matches(relative)) {
            found.add(relative);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
        if (e instanceof FileSystemLoopException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private boolean isVisible(Path path) {
        return hiddenToo || !path.getFileName().toString().startsWith(".");
    }
}
