package io.github.stitchopenmetadata.check;

import java.time.Duration;
import java.util.List;

/**
 * How one step of a check went.
 *
 * @param step   the route that did it
 * @param title  the step for people
 * @param took   how long it took; null where it was not tried
 * @param detail what was found, or why it was skipped; "" for nothing
 * @param cause  why it failed, one sentence; null where it did not
 * @param remedy what to do about that, one sentence; null where it did not fail
 * @param notes  what is no failure, and worth knowing
 */
record CheckResult(
        String step,
        String title,
        State state,
        Duration took,
        String detail,
        String cause,
        String remedy,
        List<String> notes) {

    enum State {
        OK,
        FAILED,
        SKIPPED
    }
}
