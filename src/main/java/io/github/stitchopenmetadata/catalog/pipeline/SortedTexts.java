package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.state.Spill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Texts in the order of the alphabet, whatever the order they came in; what is too much for the memory lies in a file. */
final class SortedTexts {

    /** How many characters are held in memory. */
    private static final int HELD = 1_000_000;

    /** Two texts differ here, and hardly ever later. */
    private static final int BEGINNING = 128;

    /** @param text null where it lies in the file */
    private record Entry(String beginning, String text, long place) {}

    private final List<Entry> all = new ArrayList<>();
    private final Spill spill;
    private long characters;

    /** @param spill null where all are held in memory */
    SortedTexts(Spill spill) {
        this.spill = spill;
    }

    void add(String text) {
        characters += text.length();
        String beginning = text.substring(0, Math.min(text.length(), BEGINNING));
        try {
            all.add(
                    spill == null || characters <= HELD
                            ? new Entry(beginning, text, 0)
                            : new Entry(beginning, null, spill.append(text.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Each is read when its turn comes. */
    Stream<String> stream() {
        return all.stream()
                .sorted(Comparator.comparing(Entry::beginning).thenComparing(this::text))
                .map(this::text);
    }

    private String text(Entry entry) {
        try {
            return entry.text != null ? entry.text : new String(spill.read(entry.place), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
