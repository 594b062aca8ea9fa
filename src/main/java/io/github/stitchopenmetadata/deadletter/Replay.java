package io.github.stitchopenmetadata.deadletter;

import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.workflow.InWorkflow;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What is delivered again to one workflow's catalog.
 *
 * @param letters the messages, in the order in which they are delivered; each is read when its turn comes
 */
public record Replay(Workflow workflow, List<Callable<LineageMessage>> letters)
        implements InWorkflow, Iterable<Callable<LineageMessage>> {

    @Override
    public Iterator<Callable<LineageMessage>> iterator() {
        return letters.iterator();
    }
}
