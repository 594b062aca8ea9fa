package io.github.stitchopenmetadata.status;

/** The execution statuses of OpenMetadata that a Stitch job can have. */
enum ExecutionStatus {
    SUCCESSFUL("Successful"),
    FAILED("Failed"),
    PENDING("Pending");

    private final String text;

    ExecutionStatus(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
