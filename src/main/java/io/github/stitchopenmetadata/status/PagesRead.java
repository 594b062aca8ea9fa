package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.stitchopenmetadata.http.Paged;

/**
 * How far the reading of one list has come.
 *
 * @param pages   that were read
 * @param records that they held
 * @param total   the records of the whole list, as last told; 0 where that is not known
 * @param next    the next page as the server named it; null at the beginning and at the end
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record PagesRead(int pages, long records, long total, String next) {

    static final PagesRead NONE = new PagesRead(0, 0, 0, null);

    /** @param list that has just given a page of so many records */
    PagesRead plus(Paged list, int more) {
        return new PagesRead(
                pages + 1,
                records + more,
                list.total(),
                list.isComplete() ? null : list.next().link());
    }

    boolean complete() {
        return pages > 0 && next == null;
    }

    /** @return how many pages are left by what is known so far; -1 where nothing is */
    long left() {
        if (complete()) {
            return 0;
        }
        long pageSize = pages == 0 ? 0 : records / pages;
        return total == 0 || pageSize == 0 ? -1 : Math.max(1, (total - records + pageSize - 1) / pageSize);
    }
}
