package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Request;
import java.util.function.Predicate;

/**
 * What one kind of check asks, and what it makes of the answer.
 *
 * @param ask     null for a check that asks nothing
 * @param judge   what is found
 * @param refusal what a refusal by the server means
 * @param asks    whether there is anything to ask; else it looks at what others found
 */
record CheckStep(Ask ask, Judge judge, Refusal refusal, Predicate<WorkflowCheck> asks) {

    interface Ask {
        /** @throws Exception if there is nothing to ask */
        Request request(WorkflowCheck workflow) throws Exception;
    }

    interface Judge {
        /** @throws Exception if the check fails, or is skipped */
        void judge(RunningCheck check, JsonNode answer) throws Exception;
    }

    interface Refusal {
        /** @throws Exception if the check fails for it, or is skipped */
        void refused(RunningCheck check, CallFailedException refusal) throws Exception;
    }

    /** A check whose call must succeed. */
    static CheckStep asking(Ask ask, Judge judge) {
        return new CheckStep(
                ask,
                judge,
                (check, refusal) -> {
                    throw refusal;
                },
                check -> true);
    }

    /** A check that looks at what others found. */
    static CheckStep looking(Judge judge) {
        return new CheckStep(
                null,
                judge,
                (check, refusal) -> {
                    throw refusal;
                },
                check -> false);
    }

    /** The same where something of it is so; else it looks at what others found. */
    CheckStep where(Predicate<WorkflowCheck> asks) {
        return new CheckStep(ask, judge, refusal, asks);
    }

    CheckStep refusedBy(Refusal other) {
        return new CheckStep(ask, judge, other, asks);
    }
}
