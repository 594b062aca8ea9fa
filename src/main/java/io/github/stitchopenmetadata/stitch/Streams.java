package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The streams of a source as they came, in the order of the answer.
 *
 * @param deselected those that are not selected
 * @param unreadable what the answer holds besides and is passed over, each in a sentence
 */
public record Streams(List<Stream> selected, List<Stream> deselected, List<String> unreadable) {

    static final Streams NONE = new Streams(List.of(), List.of(), List.of());

    public Streams {
        selected = List.copyOf(selected);
        deselected = List.copyOf(deselected);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Reads what can be read: one stream that has no id, or that cannot be told from another one, does not cost the others.
     * What is listed twice counts once.
     *
     * @param answer of {@code GET /v4/sources/{id}/streams}
     * @throws InvalidAnswerException if the answer is no array, or holds something and no stream
     */
    public static Streams of(Source source, JsonNode answer) {
        if (!answer.isArray()) {
            throw new InvalidAnswerException(
                    "streams: expected an array of streams, got " + InvalidAnswerException.shape(answer));
        }
        Set<Stream> streams = new LinkedHashSet<>();
        List<String> unreadable = new ArrayList<>();
        for (JsonNode json : answer) {
            try {
                streams.add(Stream.of(source, json));
            } catch (InvalidAnswerException noStream) {
                unreadable.add(noStream.getMessage());
            }
        }
        if (streams.isEmpty() && !unreadable.isEmpty()) {
            throw new InvalidAnswerException(unreadable.get(0));
        }
        Map<Long, List<Stream>> byId = streams.stream().collect(Collectors.groupingBy(Stream::id));
        List<Stream> all = streams.stream()
                .map(stream -> stream.apartFrom(byId.get(stream.id())))
                .toList();
        all.stream()
                .filter(stream -> stream.problem() != null && !stream.selected())
                .forEach(stream -> unreadable.add(stream.problem()));
        return new Streams(
                all.stream().filter(Stream::selected).toList(),
                all.stream().filter(stream -> !stream.selected()).toList(),
                unreadable);
    }

    /** The same with selected streams that the answer does not hold. */
    Streams and(List<Stream> more) {
        List<Stream> all = new ArrayList<>(selected);
        all.addAll(more);
        return new Streams(all, deselected, unreadable);
    }
}
