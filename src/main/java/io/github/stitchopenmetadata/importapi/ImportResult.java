package io.github.stitchopenmetadata.importapi;

import java.util.List;

/**
 * What became of the records of one table.
 *
 * @param group       what they have in common
 * @param accepted    how many Stitch took (201)
 * @param queued      how many Stitch took and processes later by itself (202)
 * @param refused     those that Stitch refused, each with its reason
 * @param undelivered those that did not arrive for another reason, and may when they are sent again; where an answer was lost, they may
 *                    have arrived
 * @param failure     that reason, one line; "" where there are none
 */
public record ImportResult(
        ImportGroup group,
        int accepted,
        int queued,
        List<RefusedRecord> refused,
        List<ImportRecord> undelivered,
        String failure) {

    public ImportResult {
        refused = List.copyOf(refused);
        undelivered = List.copyOf(undelivered);
    }

    public String table() {
        return group.table();
    }

    /** Whether Stitch has all of them. */
    public boolean isDelivered() {
        return refused.isEmpty() && undelivered.isEmpty();
    }
}
