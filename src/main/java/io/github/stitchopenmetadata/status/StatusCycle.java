package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Paged;
import java.util.Iterator;
import java.util.List;

/** One reading of all loads and then all extractions of an account, which may take several processes. Not thread-safe. */
public final class StatusCycle {

    private final String file;
    private final StatusBook book;
    private PagesRead loads = PagesRead.NONE;
    private PagesRead extractions = PagesRead.NONE;
    private PagesRead afterPage = PagesRead.NONE;
    private List<JsonNode> page = List.of();

    /** @param file the name of the state file that holds its position */
    StatusCycle(String file, StatusBook book) {
        this.file = file;
        this.book = book;
    }

    String file() {
        return file;
    }

    StatusBook book() {
        return book;
    }

    PagesRead loads() {
        return loads;
    }

    PagesRead extractions() {
        return extractions;
    }

    void goOnFrom(Position position) {
        loads = position.loads();
        extractions = position.extractions();
        book.restoreLoads(position.lastLoads());
    }

    /** @param records a page of loads, after which the list stands so */
    void loadsRead(List<JsonNode> records, Paged list) {
        book.addLoads(records);
        loads = loads.plus(list, records.size());
    }

    /** @param records a page of extractions, after which the list stands so; its statuses are still to be delivered */
    void extractionsRead(List<JsonNode> records, Paged list) {
        page = records;
        afterPage = extractions.plus(list, records.size());
    }

    /** @return the statuses that the last page of extractions tells of, oldest first, each made when it is asked for */
    Iterator<StatusDelivery> statuses() {
        return book.statuses(page);
    }

    /** The statuses of the last page of extractions have been delivered. */
    void pageDelivered() {
        extractions = afterPage;
        page = List.of();
    }

    Position position(long now) {
        return new Position(now, loads, extractions, book.lastLoads());
    }

    /** What is left to be read, in words. */
    String left() {
        if (!loads.complete()) {
            return loads.left() < 0
                    ? "all pages left, how many is not known yet"
                    : loads.left() + " of " + (loads.pages() + loads.left())
                            + " pages of loads left, and then the extractions, how many is not known yet";
        }
        return extractions.left() < 0
                ? "the extractions left, how many pages is not known yet"
                : extractions.left() + " of " + (loads.pages() + extractions.pages() + extractions.left())
                        + " pages left";
    }
}
