package io.github.stitchopenmetadata.run;

/** With what the program ends, for scripts. */
public enum ExitStatus {
    DONE(
            0,
            "All that was asked for is done. An edge whose table is not in the catalog is reported, and is no failure."),
    FAILED(
            1,
            "Something failed, or is kept back until it is confirmed. It is listed, and kept as a dead letter where it is to be delivered;"
                    + " all else is done, and the next run takes it up again."),
    REFUSED(
            2,
            "The command line, a setting, a workflow file or a connection was refused, so that nothing was written; or a token was"
                    + " refused in the middle; or a check found something."),
    INTERRUPTED(130, "Stopped by SIGINT, as by Ctrl-C. The next run goes on."),
    TERMINATED(143, "Stopped by SIGTERM, as by systemd, Docker and Kubernetes. The next run goes on.");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** In words that end with a full stop. */
    public String meaning() {
        return meaning;
    }
}
