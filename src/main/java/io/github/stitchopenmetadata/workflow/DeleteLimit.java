package io.github.stitchopenmetadata.workflow;

/**
 * How much one run may take away without being told that it is right.
 *
 * @param share     of what there is, in percent
 * @param confirmed whether any amount may go
 */
public record DeleteLimit(int share, boolean confirmed) {

    /** What an account says itself, else what is said of all. */
    public static DeleteLimit of(Workflow workflow, int share, boolean confirmed) {
        return new DeleteLimit(
                workflow.setting("ingest.delete.share").map(Integer::valueOf).orElse(share),
                workflow.setting("ingest.confirmDelete").map(Boolean::valueOf).orElse(confirmed));
    }

    public boolean isExceeded(long going, long all) {
        return going * 100 > all * share;
    }
}
