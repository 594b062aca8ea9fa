package io.github.stitchopenmetadata.management;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of {@code report.directory}, for whoever asks for them by HTTP. Nothing outside of it, and no hidden file. */
public final class ReportPages {

    /** Where the route listens. */
    private static final String ROOT = "/reports";
    /** No segment begins with a dot, so none leads up, and no other way to write one is let through. */
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html; charset=utf-8",
            "json",
            "application/json",
            "css",
            "text/css; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8",
            "svg",
            "image/svg+xml",
            "png",
            "image/png",
            "csv",
            "text/csv; charset=utf-8");

    private final Path directory;

    /** @param directory the setting {@code report.directory} */
    public ReportPages(String directory) {
        this.directory = Path.of(directory);
    }

    /** What is answered. The content is read while it is sent: a report may be large, and many may ask for it. */
    public record Page(String contentType, Path file) {}

    /**
     * @param path of the request, from {@code /reports} on; one that ends with a slash stands for the {@code index.html} there
     * @return null where there is no such file
     */
    public Page page(String path) throws IOException {
        String wanted = path.endsWith("/") ? path + "index.html" : path;
        if (!wanted.startsWith(ROOT + "/") || !PATH.matcher(wanted).matches()) {
            return null;
        }
        Path file = directory.resolve(wanted.substring(ROOT.length() + 1));
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(directory.toRealPath())) {
            return null;
        }
        return new Page(type(wanted), file);
    }

    public String contentType(Page page) {
        return page.contentType();
    }

    public InputStream content(Page page) throws IOException {
        return Files.newInputStream(page.file());
    }

    private static String type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "text/plain; charset=utf-8");
    }
}
