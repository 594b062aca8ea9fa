package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A client of Stitch: its account as it is now, and what belongs to it besides. */
final class StitchClient {

    /** A token that writes into one source. */
    record ImportToken(long id, long sourceId, String token, Instant createdAt) {}

    private final AtomicLong nextId;
    private final long id;
    private final Map<Long, ObjectNode> hooks = new ConcurrentSkipListMap<>();
    private final Map<Long, ObjectNode> emails = new ConcurrentSkipListMap<>();
    private final Map<Long, ImportToken> importTokens = new ConcurrentSkipListMap<>();
    private final Map<Long, List<JsonNode>> pushed = new ConcurrentHashMap<>();
    private volatile StitchAccount account;
    private volatile boolean advanced = true;

    /** @param nextId gives what is created an id that nothing else has */
    StitchClient(long id, StitchAccount account, AtomicLong nextId) {
        this.id = id;
        this.account = account;
        this.nextId = nextId;
    }

    long id() {
        return id == 0 ? account.clientId() : id;
    }

    /** Each request is answered from one state of the account. */
    StitchAccount account() {
        return account;
    }

    void replace(StitchAccount other) {
        account = other;
    }

    /** @return the account as it is then */
    synchronized StitchAccount change(UnaryOperator<StitchAccount> change) {
        account = change.apply(account);
        return account;
    }

    long newId() {
        return nextId.getAndIncrement();
    }

    /** Whether the plan has hooks, custom e-mails and cron expressions. */
    boolean isAdvanced() {
        return advanced;
    }

    void advanced(boolean has) {
        advanced = has;
    }

    Map<Long, ObjectNode> hooks() {
        return hooks;
    }

    Map<Long, ObjectNode> emails() {
        return emails;
    }

    Map<Long, ImportToken> importTokens() {
        return importTokens;
    }

    /** What was pushed into a source: objects with {@code table_name}, {@code sequence} and {@code data}, in the order of their arrival. */
    List<JsonNode> pushed(long sourceId) {
        return pushed.computeIfAbsent(sourceId, first -> Collections.synchronizedList(new ArrayList<>()));
    }

    /** The same as it is now. */
    List<JsonNode> pushedSoFar(long sourceId) {
        List<JsonNode> pushed = pushed(sourceId);
        synchronized (pushed) {
            return List.copyOf(pushed);
        }
    }

    /** A time as Stitch writes it. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
