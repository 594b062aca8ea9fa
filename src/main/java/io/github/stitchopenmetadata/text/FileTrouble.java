package io.github.stitchopenmetadata.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why something cannot be done with a file, in words: some of Java's exceptions hold nothing but the name of the file. */
final class FileTrouble {

    private static final String TOO_MANY = "Too many open files";

    private FileTrouble() {}

    /** @return what completes a sentence such as {@code FILE cannot be read: …} */
    static String reason(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "the user " + System.getProperty("user.name") + " has no permission";
        }
        if (trouble instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "something else has its name";
        }
        String reason = trouble instanceof FileSystemException file ? file.getReason() : trouble.getMessage();
        return OneLine.of(Optional.ofNullable(reason).orElse(trouble.getClass().getSimpleName())) + remedy(reason);
    }

    private static String remedy(String reason) {
        return TOO_MANY.equals(reason) ? " (let the process have more: ulimit -n, or LimitNOFILE of systemd)" : "";
    }
}
