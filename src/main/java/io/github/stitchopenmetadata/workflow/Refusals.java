package io.github.stitchopenmetadata.workflow;

import java.util.List;

/** For whom workflows are read; is told of accounts that cannot be run, while others can. */
public interface Refusals {

    /** @param problems all that is wrong with the workflow of the account */
    void accountRefused(List<String> problems);

    /** Whether something is delivered for the accounts, and not only looked at. */
    default boolean delivers() {
        return false;
    }
}
