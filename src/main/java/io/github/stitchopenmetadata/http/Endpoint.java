package io.github.stitchopenmetadata.http;

/**
 * What a call is for, whatever it is about: {@code GET /v4/sources/{source_id}/streams}. There are only as many as there are
 * operations, so they can be counted one by one.
 *
 * @param path with braces for what differs, without what stands before the version, and without the query
 */
public record Endpoint(Side side, String method, String path) {}
