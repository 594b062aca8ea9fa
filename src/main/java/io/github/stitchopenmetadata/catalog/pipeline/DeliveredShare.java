package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.register.RegisteredTable;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.catalog.register.TableRegistration;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.List;

/** The streams of a delivery that are written together: their tables and edges. */
public record DeliveredShare(Delivery delivery, Resolution resolution) implements WorkItem {

    public SourceEnd end() {
        return resolution.share().end();
    }

    /** The edges as they are to be drawn, once the tables are there. */
    public List<LineageEdge> edges() {
        return end().edges(resolution.edges(), delivery.written().id());
    }

    /** Whether a table that stands for a stream, or its schema, is missing or is not as it should be. */
    boolean needsTables() {
        return !end().due().isEmpty() || end().lacksMark();
    }

    /** The tables that are missing, or not as they should be. */
    List<TableRegistration> due() {
        return end().due().stream().map(this::registration).toList();
    }

    private TableRegistration registration(RegisteredTable table) {
        return new TableRegistration(table, end(), title() + " stream " + table.stream(), cause -> {
            failed(cause);
            delivery.outcome().lost(table.stream());
        });
    }

    @Override
    public String title() {
        return delivery.title();
    }

    @Override
    public void failed(Exception cause) {
        delivery.failed(cause);
    }
}
