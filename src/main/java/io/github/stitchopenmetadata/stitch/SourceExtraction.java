package io.github.stitchopenmetadata.stitch;

import io.github.stitchopenmetadata.lineage.MessageParts;
import io.github.stitchopenmetadata.naming.LoadNames;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.text.WorkItem;

/** One source while it is read: what each call tells of it is added here. One thread at a time. */
public final class SourceExtraction implements WorkItem {

    private final Account account;
    private final Sources.Listed listed;
    private Source source;
    private Destination destination;
    private Boolean connectionFailing;
    private MessageParts messages;
    private LoadNames loadNames;
    private String protocol;
    private Streams streams = Streams.NONE;
    private boolean partial;

    SourceExtraction(Account account, Sources.Listed listed) {
        this.account = account;
        this.listed = listed;
    }

    public Account account() {
        return account;
    }

    /** The source; null as long as it could not be read. */
    public Source source() {
        return source;
    }

    /** @throws io.github.stitchopenmetadata.text.InvalidAnswerException if it is no source, or cannot be told from another one */
    SourceExtraction read() {
        source = account.sources().source(listed);
        protocol = source.protocol();
        if (account.destinations().size() == 1) {
            destination = account.destinations().get(0);
        }
        partial |= account.lacksDestinations();
        return this;
    }

    /** Where the source loads into; null where Stitch does not tell. */
    Destination destination() {
        return destination;
    }

    void destination(Destination known) {
        destination = known;
    }

    /** Whether the last connection check failed; null where that is not known. */
    Boolean connectionFailing() {
        return connectionFailing;
    }

    void connectionFailing(Boolean known) {
        connectionFailing = known;
    }

    /** The underlying connector; null where it is not known. */
    String protocol() {
        return protocol;
    }

    void protocol(String known) {
        protocol = known;
    }

    /** Whether something is not known this time that a later run may get to know. */
    public boolean isPartial() {
        return partial;
    }

    void partial() {
        partial = true;
    }

    Streams streams() {
        return streams;
    }

    void streams(Streams known) {
        streams = known;
    }

    /** What is made of its streams. */
    MessageParts messages() {
        return messages;
    }

    /** The names of the loads of a stream. */
    LoadNames.Names loadsOf(StreamName stream) {
        return loadNames.of(stream);
    }

    void messages(MessageParts parts, LoadNames names) {
        messages = parts;
        loadNames = names;
    }

    @Override
    public String title() {
        return source == null ? "a source" : source.title();
    }
}
