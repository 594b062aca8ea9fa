package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a token that stands in the configuration or in a file of its own, and never shows it. */
final class Tokens {
    private static final Secret NONE = new Secret("");
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");
    /** What is left of a variable that has no value. */
    private static final Pattern UNSET = Pattern.compile("^\\$[A-Za-z_]\\w*$");

    /** What stands where people are to put a token, or is left of a variable that some other program was to put in. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "<.*>|\\$\\{.*|\\$\\(.*|\\{\\{.*|%[\\w.-]+%|@[\\w.-]+@|[*.x]{3,}|your\\b.*|your[-_].*|(?:change|replace)[-_]?me.*|(?:insert|paste|enter)[-_].*|to-?do",
            Pattern.CASE_INSENSITIVE);

    private static final String SECRETS_MANAGER = "secret:";

    private Tokens() {}

    /** The token below {@code key}, or in the file that {@code key + "File"} names; one of them is required. */
    static Secret read(Section section, String key, String expected, Path directory) {
        String fileKey = key + "File";
        Optional<Text> token = section.text(key, expected);
        Optional<Text> file = section.text(fileKey, "the name of a file that holds the token");
        if (token.isPresent() && file.isPresent()) {
            section.refuse(
                    fileKey,
                    section.line(fileKey),
                    section.path(fileKey) + " is given beside " + key + ": expected one of them");
        } else if (file.isPresent()) {
            return fromFile(section, fileKey, file.get(), directory);
        } else if (!section.isRefused(fileKey)) {
            return section.required(key, expected)
                    .map(text -> inPlace(section, key, text))
                    .orElse(NONE);
        }
        return NONE;
    }

    private static Secret inPlace(Section section, String key, Text text) {
        if (text.value().startsWith(SECRETS_MANAGER)) {
            section.refuse(
                    key,
                    text.line(),
                    text.path() + " refers to a secrets manager, which is not supported: " + "expected ${VARIABLE}, or "
                            + key + "File instead");
        } else if (UNSET.matcher(text.value()).find()) {
            section.refuse(
                    key,
                    text.line(),
                    text.path() + " needs an environment variable that is not set: expected ${VARIABLE}");
        } else if (PLACEHOLDER.matcher(text.value()).matches()) {
            section.refuse(
                    key,
                    text.line(),
                    text.path() + " is a placeholder: expected the token itself, ${VARIABLE}, or " + key
                            + "File instead");
        } else if (!SENDABLE.matcher(text.value()).matches()) {
            section.refuse(
                    key,
                    text.line(),
                    text.path() + " holds a blank, a control character or one outside ASCII: "
                            + "expected the bare token");
        }
        return new Secret(text.value());
    }

    private static Secret fromFile(Section section, String key, Text name, Path directory) {
        String problem = "";
        try {
            String token = TextFile.read(directory.resolve(name.value())).strip();
            boolean placeholder = PLACEHOLDER.matcher(token).matches();
            if (!placeholder && SENDABLE.matcher(token).matches()) {
                return new Secret(token);
            }
            problem = token.isEmpty()
                    ? "is empty"
                    : placeholder ? "holds a placeholder" : "holds a blank, a control character or one outside ASCII";
        } catch (TextFile.Unreadable | InvalidPathException e) {
            problem = e instanceof InvalidPathException ? "is no valid file name" : e.getMessage();
        }
        section.refuse(
                key,
                name.line(),
                name.path() + " " + name.quoted() + " " + problem + ": expected a file that holds the bare token");
        return NONE;
    }
}
