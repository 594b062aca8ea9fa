package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One group of keys, whatever the file format. A value that is refused is noted as a problem and counts as absent
 * from then on, so that reading goes on and all problems are found at once.
 */
abstract class Section {
    final Problems problems;
    final Environment environment;
    private final Map<String, Optional<Text>> texts = new HashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    Section(Problems problems, Environment environment) {
        this.problems = problems;
        this.environment = environment;
    }

    /** The key as messages name it. */
    abstract String path(String key);

    /** The key as the workflow format names it. */
    abstract String formatPath(String key);

    /** The line of the key, or of the section if it is not there. */
    abstract int line(String key);

    abstract Collection<String> keys();

    /** Whether the key is there with something in it. */
    abstract boolean has(String key);

    /** The value as written; {@code expected} is for the refusal of what is no single value. */
    abstract Optional<Text> written(String key, String expected);

    /** The values of a list as written. */
    abstract List<Text> writtenList(String key, String expected);

    abstract boolean isText(String key);

    /** Whether a key that nobody asks for is out of place. */
    abstract boolean isClosed();

    /** Opens the section below {@code key}; one that is not there is empty. */
    abstract Section open(String key, Problems problems);

    final Section section(String key) {
        asked.add(key);
        return sections.computeIfAbsent(key, below -> open(below, problems));
    }

    /** A section that must be there; if it is not, what it lacks is not reported on top of that. */
    final Section requiredSection(String key, String expected) {
        if (has(key)) {
            return section(key);
        }
        missing(key, expected);
        return open(key, problems.muted());
    }

    /** A section that may hold and lack anything. */
    final Section mutedSection(String key) {
        asked.add(key);
        return open(key, problems.muted());
    }

    /** The single value, stripped and with its variables filled in; a blank one counts as absent. */
    final Optional<Text> text(String key, String expected) {
        asked.add(key);
        Optional<Text> known = texts.get(key);
        if (known == null) {
            known = written(key, expected)
                    .flatMap(text -> filled(key, text))
                    .map(text -> text.with(text.value().strip()))
                    .filter(text -> !text.value().isEmpty());
            texts.put(key, known);
        }
        return known;
    }

    final Optional<Text> required(String key, String expected) {
        Optional<Text> text = text(key, expected);
        if (text.isEmpty()) {
            missing(key, expected);
        }
        return text;
    }

    /** The values of a list with their variables filled in. */
    final List<Text> texts(String key, String expected) {
        asked.add(key);
        List<Text> filled = new ArrayList<>();
        for (Text written : writtenList(key, expected)) {
            filled(key, written).ifPresent(text -> {
                if (text.value().isBlank()) {
                    refuse(key, text.line(), text.path() + " is blank: expected " + expected);
                }
                filled.add(text);
            });
        }
        return filled;
    }

    final void missing(String key, String expected) {
        if (!refused.contains(key)) {
            String hint = keys().stream()
                    .filter(given -> !asked.contains(given) && Spelling.isClose(given, key))
                    .findFirst()
                    .map(given -> {
                        // told here, it is not told once more as unknown
                        asked.add(given);
                        return "; is " + path(given) + " a misspelling of it?";
                    })
                    .orElse("");
            problems.error(line(key), path(key) + " is missing: expected " + expected + hint);
        }
    }

    /** Refuses a value that is shown; use {@link #refuse(String, int, String)} for what may be secret. */
    final void refuse(Text text, String expected) {
        problems.error(text.line(), text.path() + " is " + text.quoted() + ": expected " + expected);
    }

    /** Notes a problem of {@code key} itself, so that it is not reported as missing too. */
    final void refuse(String key, int line, String sentence) {
        refused.add(key);
        problems.error(line, sentence);
    }

    final boolean isRefused(String key) {
        return refused.contains(key);
    }

    final Set<String> asked() {
        return asked;
    }

    final Collection<Section> sections() {
        return sections.values();
    }

    private Optional<Text> filled(String key, Text text) {
        String value = environment.fill(text.value(), why -> refuse(key, text.line(), text.path() + " " + why));
        return Optional.ofNullable(value).map(text::with);
    }
}
