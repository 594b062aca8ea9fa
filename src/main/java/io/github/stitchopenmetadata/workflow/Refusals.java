package io.github.stitchopenmetadata.workflow;

import java.util.List;

/** Is told of accounts that cannot be run, while others can. */
public interface Refusals {

    /** @param problems all that is wrong with the workflow of the account */
    void accountRefused(List<String> problems);
}
