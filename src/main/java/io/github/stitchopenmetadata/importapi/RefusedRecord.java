package io.github.stitchopenmetadata.importapi;

/**
 * A record that Stitch will not take, however often it is sent.
 *
 * @param record what was sent
 * @param reason what Stitch says of it, one line
 */
public record RefusedRecord(ImportRecord record, String reason) {}
