package io.github.stitchopenmetadata.check;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.OneLine;

/** Why a step failed and what to do about it, a sentence each. */
record Diagnosis(String cause, String remedy) {

    /** @param side that the step is about */
    static Diagnosis of(Throwable failure, Side side) {
        if (failure instanceof StepFailedException step) {
            return new Diagnosis(sentence(step.getMessage()), step.remedy());
        }
        if (failure instanceof CallFailedException call) {
            return new Diagnosis(sentence(OneLine.of(call.getProblem())), remedy(call));
        }
        return new Diagnosis(
                sentence(Explanation.of(failure)),
                failure instanceof InvalidAnswerException
                        ? elsewhere(side)
                        : "Run once more with loggerLevel DEBUG in the workflow file, and look into the log.");
    }

    private static String remedy(CallFailedException call) {
        int status = call.getStatus();
        if (status == CallFailedException.NO_ANSWER) {
            return "Check the hostPort of " + call.getSide() + ", and that this machine can reach it.";
        }
        if (call.isRefused()) {
            return "Put a valid token into " + call.getSide().tokenSetting()
                    + ": this one is wrong, expired or revoked.";
        }
        if (status == 403) {
            return call.getSide() == Side.STITCH
                    ? "Use a token of the account that may read it."
                    : "Give the role of the bot the permission ViewAll for it.";
        }
        if (status == 429 || status >= 500) {
            return "Try again later; if it stays so, ask who runs " + call.getSide() + ".";
        }
        return status < 400 || status == 404
                ? elsewhere(call.getSide())
                : "Look at what " + call.getSide() + " says; a newer version of this program may do better.";
    }

    private static String elsewhere(Side side) {
        return "Check the hostPort of " + side + ": something else may answer there, such as a login page"
                + (side == Side.OPENMETADATA ? "; it ends with /api." : ".");
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
