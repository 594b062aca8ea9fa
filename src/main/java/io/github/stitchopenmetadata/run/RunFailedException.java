package io.github.stitchopenmetadata.run;

import java.util.stream.Collectors;

/** What another route asked for was not done, or not all of it: the message says what failed, and why. */
public final class RunFailedException extends Exception {

    private static final int TOLD = 5;

    private RunFailedException(String message) {
        super(message);
    }

    static RunFailedException of(Run run) {
        String service = run.workflow().serviceName();
        if (run.life().stopped() != null) {
            return new RunFailedException(service + ": " + run.life().stopped());
        }
        long count = run.problems().failureCount();
        String told = run.problems().failures().stream()
                .limit(TOLD)
                .map(failure -> failure.what() + ": " + failure.why())
                .collect(Collectors.joining("; "));
        return new RunFailedException(
                service + ": " + told + (count > TOLD ? "; and " + (count - TOLD) + " more" : ""));
    }
}
