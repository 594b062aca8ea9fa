package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.InvalidAnswerException;

/** Walks through a {@link Paged} list, for the loops of the routes. */
public final class Paging {

    private int maximumPages = Integer.MAX_VALUE;

    /** @param maximumPages of one list, the setting {@code http.pages.limit} */
    public void setMaximumPages(int maximumPages) {
        this.maximumPages = maximumPages;
    }

    /** @throws InvalidAnswerException if there are more pages than any list has */
    public boolean hasNext(Paged list) {
        if (list.hasNext() && list.count() >= maximumPages) {
            throw new InvalidAnswerException(list.next().path().replaceFirst("\\?.*", "") + ": more than "
                    + maximumPages + " pages (http.pages.limit), the list is incomplete");
        }
        return list.hasNext();
    }

    /** The page to read now. */
    public Request next(Paged list) {
        return list.next();
    }

    /** Whether a page could not be read because it is too large, and the server can be asked for smaller ones. */
    public boolean canShrink(Paged list, Exception cause) {
        return list.canShrink()
                && Causes.of(cause)
                        .anyMatch(each ->
                                each instanceof StreamConstraintsException || each instanceof AnswerTooLargeException);
    }

    /** Has the page that was too large read again in smaller ones. */
    public Paged shrink(Paged list) {
        list.shrink();
        return list;
    }

    /**
     * Takes a page.
     *
     * @param answer to the call for the page
     * @return the same list, one page on
     */
    public Paged add(Paged list, JsonNode answer) {
        list.take(answer);
        return list;
    }
}
