package io.github.stitchopenmetadata.deadletter;

import io.github.stitchopenmetadata.lineage.LineageMessage.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * The names of the dead letters of one source: one file, or one for each part.
 *
 * @param source what they begin with
 */
record SourceFiles(String source) {

    static final String ENDING = ".json";

    private static final int LONGEST_NAME = 100;
    private static final String NUMBER = "[.]part-[0-9]+";

    /** Names of sources may differ in letter case, or in what a file name cannot hold. */
    static SourceFiles of(String service, String sourceName) {
        String readable = (service + "." + sourceName).replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
        String digits = UUID.nameUUIDFromBytes((service + "\n" + sourceName).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return new SourceFiles(shortened + "-" + digits);
    }

    /** What the names of all files of a source have in common. */
    static String source(Path file) {
        return file.getFileName().toString().replaceFirst("(" + NUMBER + ")?[.]json$", "");
    }

    String name(Part part) {
        return part.isOnly()
                ? source + ENDING
                : String.format(Locale.ROOT, "%s.part-%05d%s", source, part.number(), ENDING);
    }
}
