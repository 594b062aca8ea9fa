package io.github.stitchopenmetadata.state;

import io.github.stitchopenmetadata.text.TextFile;
import io.github.stitchopenmetadata.workflow.Secret;
import java.nio.file.Path;

/**
 * Where the state is that several processes share.
 *
 * @param url      such as {@code jdbc:postgresql://db.example:5432/stitch}, without a password
 * @param password read when the first connection is made
 */
record DatabaseSettings(String url, String user, Secret password, String passwordFile) {

    private static final String SCHEME = "jdbc:postgresql:";

    static DatabaseSettings of(String url, String user, String password, String passwordFile) {
        return new DatabaseSettings(url.strip(), user.strip(), new Secret(password), passwordFile.strip());
    }

    /**
     * @param url the setting {@code state.jdbc.url}
     * @return what is wrong with it, without its text, which may hold a password; null for nothing
     */
    static String objection(String url) {
        if (!url.isBlank() && !url.strip().startsWith(SCHEME)) {
            return "is no address of a PostgreSQL database: expected such as " + SCHEME
                    + "//db.example:5432/stitch, or nothing";
        }
        return url.matches("(?is).*[?&](password|user)=.*")
                ? "holds a user or a password, which belong into state.jdbc.user and state.jdbc.passwordFile"
                : null;
    }

    boolean areThere() {
        return !url.isEmpty();
    }

    /** The address as it is told. */
    String place() {
        return url.replaceFirst("[?].*", "");
    }

    /** @throws StateUnavailableException if it stands in a file that cannot be read */
    String passwordNow() {
        if (passwordFile.isEmpty()) {
            return password.reveal();
        }
        try {
            return TextFile.read(Path.of(passwordFile)).strip();
        } catch (TextFile.Unreadable unreadable) {
            throw StateUnavailableException.refused(
                    "state.jdbc.passwordFile: " + passwordFile + " " + unreadable.getMessage(), unreadable);
        }
    }
}
