package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A list that is read page by page: the {@link Request} of the next page, and where its records go. Not thread-safe; one
 * reading, one instance.
 */
public final class Paged {

    private final Function<JsonNode, Request> following;
    private final BiConsumer<List<JsonNode>, Paged> records;
    private final Set<String> visited = new HashSet<>();
    private Request next;
    private long total;
    private int allowed = Integer.MAX_VALUE;
    private int size;
    private int largest = Integer.MAX_VALUE;

    /**
     * @param first     the first page
     * @param following the next page by an answer, or null on the last one
     * @param records   takes the records of each page
     */
    public Paged(Request first, Function<JsonNode, Request> following, Consumer<List<JsonNode>> records) {
        this(first, following, (page, list) -> records.accept(page));
    }

    /** @param records takes the records of each page, with the list as it stands after the page */
    public Paged(Request first, Function<JsonNode, Request> following, BiConsumer<List<JsonNode>, Paged> records) {
        this.next = first;
        this.following = following;
        this.records = records;
    }

    /** Ends the reading after some pages, the list incomplete. */
    public Paged limitedTo(int pages) {
        allowed = pages;
        return this;
    }

    /**
     * Asks for pages of at most so many records from now on, with the query parameter {@code limit}. Without this the server decides.
     * What {@link #shrink} found to be too much stays so.
     */
    public Paged resize(int records) {
        size = Math.min(records, largest);
        return this;
    }

    /** Whether there may be smaller pages than those that are asked for. */
    boolean canShrink() {
        return size > 1;
    }

    /** Asks for pages of half the size, the one that was not read first. */
    void shrink() {
        largest = size / 2;
        size = largest;
    }

    public boolean hasNext() {
        return next != null && allowed > 0;
    }

    /** True once the last page has been read; false while there are more, and where a limit ended the reading. */
    public boolean isComplete() {
        return next == null;
    }

    /** The page to read now; null where there is none. */
    public Request next() {
        return next == null || size == 0 ? next : next.query("limit", size);
    }

    /** How many pages have been read. */
    public int count() {
        return visited.size();
    }

    /** How many records the whole list has, by the last answer; 0 where none told. */
    public long total() {
        return total;
    }

    /**
     * Takes the answer for {@link #next}, gives its records away and moves on. A list that changes while it is read may
     * repeat some records.
     *
     * @param answer an object whose {@code data} is an array of records
     * @throws InvalidAnswerException if the answer has another shape, or leads to a page that was read before
     */
    void take(JsonNode answer) {
        Request page = next;
        next = null;
        allowed--;
        if (!answer.path("data").isArray()) {
            throw new InvalidAnswerException(path(page) + ": expected an object with an array \"data\", got "
                    + InvalidAnswerException.shape(answer));
        }
        visited.add(address(page));
        total = answer.path("total").asLong();
        Request after = following.apply(answer);
        if (after != null && visited.contains(address(after))) {
            throw new InvalidAnswerException(path(page)
                    + ": the link to the next page leads back to a page already read, the list is incomplete");
        }
        next = after;
        List<JsonNode> all = new ArrayList<>();
        answer.path("data").forEach(all::add);
        records.accept(all, this);
    }

    private static String path(Request page) {
        return page.path().replaceFirst("\\?.*", "");
    }

    /** A link may be a whole address or a path: what stands before the version says nothing. */
    private static String address(Request page) {
        return page.link() == null ? page.path() : page.link().replaceFirst("^.*?(?=/v\\d+/)", "");
    }
}
