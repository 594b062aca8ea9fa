package io.github.stitchopenmetadata.sandbox;

/**
 * A request that a server has answered.
 *
 * @param target   path and query as they came
 * @param received by {@link System#nanoTime}
 * @param answered by {@link System#nanoTime}
 */
public record ServedRequest(String method, String target, byte[] body, long received, long answered) {}
