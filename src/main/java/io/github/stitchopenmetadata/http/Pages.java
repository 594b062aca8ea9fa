package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A walk over the pages of one list, for the {@code loop} of a paging route: {@link #hasNext}, {@link #uri}, then
 * {@link #records} with the answer. Not thread-safe; one walk, one instance.
 */
public final class Pages {

    private final Function<JsonNode, URI> nextPage;
    private final Set<URI> visited = new HashSet<>();
    private URI next;
    private long total;
    private int allowed = Integer.MAX_VALUE;

    /**
     * @param first    the first page
     * @param nextPage the next page by an answer, or null on the last one; may throw {@link InvalidAnswerException}
     */
    public Pages(URI first, Function<JsonNode, URI> nextPage) {
        this.next = first;
        this.nextPage = nextPage;
    }

    /** Ends the walk after some pages, the list incomplete. */
    public Pages limitedTo(int pages) {
        allowed = pages;
        return this;
    }

    public boolean hasNext() {
        return next != null && allowed > 0;
    }

    /** True once the last page has been read; false while there are more, and where a limit ended the walk. */
    public boolean isComplete() {
        return next == null;
    }

    /** The page to read now; null where there is none. */
    public URI uri() {
        return next;
    }

    /** How many pages have been read. */
    int count() {
        return visited.size();
    }

    /** How many records the whole list has, by the last answer; 0 where none told. */
    public long total() {
        return total;
    }

    /**
     * Takes the answer for {@link #uri} and moves on.
     *
     * @param answer an object whose {@code data} is an array of records
     * @return the records of the page; a list that changes while it is read may repeat some
     * @throws InvalidAnswerException if the answer has another shape, or leads to a page seen before
     */
    public List<JsonNode> records(JsonNode answer) {
        URI page = next;
        next = null;
        allowed--;
        if (!answer.path("data").isArray()) {
            throw new InvalidAnswerException(page.getPath() + ": expected an object with an array \"data\", got "
                    + InvalidAnswerException.shape(answer));
        }
        visited.add(page);
        total = answer.path("total").asLong();
        URI following = nextPage.apply(answer);
        if (following != null && visited.contains(following)) {
            throw new InvalidAnswerException(page.getPath()
                    + ": the link to the next page leads back to a page already read, the list is incomplete");
        }
        next = following;
        List<JsonNode> records = new ArrayList<>();
        answer.path("data").forEach(records::add);
        return records;
    }
}
