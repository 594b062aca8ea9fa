package io.github.stitchopenmetadata.status;

/** One reading of all loads and then all extractions of an account, which may take several processes. Not thread-safe. */
public final class StatusCycle {

    private final String file;
    private final StatusBook book;
    private PagesRead loads = PagesRead.NONE;
    private PagesRead extractions = PagesRead.NONE;

    /** @param file the name of the state file that holds its position */
    StatusCycle(String file, StatusBook book) {
        this.file = file;
        this.book = book;
    }

    String file() {
        return file;
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

    void loadsRead(PagesRead progress) {
        loads = progress;
    }

    void extractionsRead(PagesRead progress) {
        extractions = progress;
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
