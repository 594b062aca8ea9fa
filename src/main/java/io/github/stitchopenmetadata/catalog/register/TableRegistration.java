package io.github.stitchopenmetadata.catalog.register;

import io.github.stitchopenmetadata.text.WorkItem;
import java.util.function.Consumer;

/**
 * A table that is missing, or not as it should be, for one stream of a source.
 *
 * @param end    that the table stands at
 * @param title  the source and the stream, for messages
 * @param failed is told why the table did not arrive
 */
public record TableRegistration(RegisteredTable table, SourceEnd end, String title, Consumer<Exception> failed)
        implements WorkItem {

    @Override
    public void failed(Exception cause) {
        failed.accept(cause);
    }
}
