package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What a value of each kind may be; the same for every file format. */
final class Values {
    private static final String TRUE_OR_FALSE = "true or false";
    private static final String COUNT = "a whole number, 0 or more";
    private static final String PATTERNS = "a list of regular expressions";
    private static final String SERVICE_NAME = "the name of the pipeline service in OpenMetadata";
    private static final Pattern REFUSED_IN_SERVICE_NAME = Pattern.compile("::|[>\"\\p{Cntrl}]");

    private Values() {}

    static boolean flag(Section section, String key, boolean fallback) {
        return section.text(key, TRUE_OR_FALSE)
                .map(text -> switch (text.value().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> true;
                    case "false", "no", "off" -> false;
                    default -> {
                        section.refuse(text, TRUE_OR_FALSE);
                        yield fallback;
                    }
                })
                .orElse(fallback);
    }

    /** @return null where there is none */
    static Integer count(Section section, String key) {
        return section.text(key, COUNT)
                .filter(text -> {
                    boolean count = text.value().matches("[0-9]{1,9}");
                    if (!count) {
                        section.refuse(text, COUNT);
                    }
                    return count;
                })
                .map(text -> Integer.valueOf(text.value()))
                .orElse(null);
    }

    /** The one of {@code words} that the value is, in any letter case; another value is refused. */
    static Optional<String> oneOf(Section section, String key, String... words) {
        String expected = String.join(" or ", words);
        return section.text(key, expected).flatMap(text -> {
            Optional<String> meant =
                    Stream.of(words).filter(text.value()::equalsIgnoreCase).findFirst();
            if (meant.isEmpty()) {
                section.refuse(text, expected);
            }
            return meant;
        });
    }

    static void requiredOneOf(Section section, String key, String... words) {
        section.required(key, String.join(" or ", words));
        oneOf(section, key, words);
    }

    static List<Pattern> patterns(Section section, String key) {
        return section.texts(key, PATTERNS).stream()
                .map(text -> pattern(section, text))
                .toList();
    }

    static String serviceName(Section section) {
        return section.required("serviceName", SERVICE_NAME)
                .map(text -> {
                    if (REFUSED_IN_SERVICE_NAME.matcher(text.value()).find()) {
                        section.refuse(text, "a name without \"::\", \">\", quotes and control characters");
                    }
                    return text.value();
                })
                .orElse("");
    }

    private static Pattern pattern(Section section, Text text) {
        try {
            return FilterPattern.compile(text.value());
        } catch (PatternSyntaxException e) {
            section.refuse(text, "a regular expression (" + FilterPattern.reason(e) + ")");
            return Pattern.compile("");
        }
    }
}
