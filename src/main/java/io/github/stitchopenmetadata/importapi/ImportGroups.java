package io.github.stitchopenmetadata.importapi;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Collects records into groups that are a request each. A group is complete before the record that would be too much joins it, and not
 * with it: so each record has been in the repository of the aggregator, which may outlive the process, when its sender goes on.
 */
public final class ImportGroups implements AggregationStrategy {

    private int records = 20_000;
    private long bytes = 19_000_000;

    /** @param records of a group at most, unless so many came at once */
    public void setRecords(int records) {
        this.records = records;
    }

    /** @param bytes of the records of a group at most, unless so many came at once */
    public void setBytes(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean canPreComplete() {
        return true;
    }

    @Override
    public boolean preComplete(Exchange collected, Exchange arriving) {
        if (collected == null) {
            return false;
        }
        ImportGroup before = group(collected);
        ImportGroup more = group(arriving);
        return before.records().size() + more.records().size() > records || before.bytes() + more.bytes() > bytes;
    }

    @Override
    public Exchange aggregate(Exchange collected, Exchange arriving) {
        if (collected == null) {
            return arriving;
        }
        group(collected).join(group(arriving));
        return collected;
    }

    private static ImportGroup group(Exchange exchange) {
        return exchange.getMessage().getBody(ImportGroup.class);
    }
}
