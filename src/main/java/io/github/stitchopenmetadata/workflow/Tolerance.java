package io.github.stitchopenmetadata.workflow;

/**
 * Which failures of a run the program ends well with, as OpenMetadata's ingestion means these keys.
 *
 * @param raiseOnError     whether failures count at all
 * @param successThreshold how many of all things, in percent, must succeed so that the rest does not count; null where every failure
 *                         does, as it is without being told
 */
public record Tolerance(boolean raiseOnError, Integer successThreshold) {

    /** Every failure counts. */
    public static final Tolerance NONE = new Tolerance(true, null);

    private static final String PERCENT = "a whole number from 0 to 100";

    static Tolerance from(Section workflowConfig) {
        Integer threshold = Values.count(workflowConfig, "successThreshold");
        if (threshold != null && threshold > 100) {
            workflowConfig.text("successThreshold", PERCENT).ifPresent(text -> workflowConfig.refuse(text, PERCENT));
        }
        return new Tolerance(Values.flag(workflowConfig, "raiseOnError", true), threshold);
    }

    /** Whether so many failures beside so many successes do not count. */
    public boolean bears(long succeeded, long failed) {
        return !raiseOnError
                || (successThreshold != null && succeeded * 100 >= (succeeded + failed) * successThreshold);
    }
}
