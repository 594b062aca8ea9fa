package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;

/** The steps of the routes that send records to the Import API. */
public final class Imports {

    public static final String TABLE = "CamelStitchImportTable";
    public static final String KEY_NAMES = "CamelStitchImportKeyNames";
    public static final String SCHEMA = "CamelStitchImportSchema";

    private static final int ACCEPTED_FOR_LATER = 202;
    private static final int TOO_LARGE = 413;
    /** Of what is wrong with records, and not with the request as such. */
    private static final Set<Integer> OF_RECORDS = Set.of(400, 422);

    private static final String WRONG_REGION = "Invalid region.";

    private static final int KNOWN = 1000;

    private final ImportCalls calls = new ImportCalls();
    /** The keys of groups whose account and form were found right. */
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN).build();

    private final ImportAccounts accounts;
    private final Sequences sequences;
    private int batchRecords = 20_000;
    private long batchBytes = 19_000_000;

    public Imports(ImportAccounts accounts, Sequences sequences) {
        this.accounts = accounts;
        this.sequences = sequences;
    }

    /** @param batchRecords how many records one request holds at most */
    public void setBatchRecords(int batchRecords) {
        this.batchRecords = batchRecords;
    }

    /** @param batchBytes how many bytes of records one request holds at most, unless it is one record alone */
    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    /**
     * Numbers the records of a batch.
     *
     * @throws IllegalArgumentException if a value of a record has no form in JSON
     */
    public ImportSending numbered(ImportBatch batch) {
        ImportGroup group = new ImportGroup(batch.account(), batch.table(), batch.keyNames(), batch.schema());
        return sending(numbered(group, batch.records()));
    }

    /**
     * Takes what a message brings: a record or a list of such as its body, the rest in its headers.
     *
     * @return the records, numbered
     * @throws InvalidCallException if that is none that Stitch would take, whatever else is right
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException if the account cannot be used
     */
    public ImportGroup accepted(Exchange exchange) {
        Message message = exchange.getMessage();
        ImportMessage read = new ImportMessage(message);
        ImportGroup group =
                new ImportGroup(accounts.named(message.getHeaders()), read.table(), read.keyNames(), read.schema());
        known.get(group.key(), key -> {
            accounts.remember(group.account());
            calls.check(group.table(), group.keyNames(), group.schema());
            return true;
        });
        return numbered(group, read.records());
    }

    private ImportGroup numbered(ImportGroup group, List<Map<String, Object>> records) {
        long sequence = sequences.next(records.size());
        for (Map<String, Object> record : records) {
            group.add(sequence++, record);
        }
        return group;
    }

    public boolean hasRecords(ImportGroup group) {
        return !group.records().isEmpty();
    }

    /** Whether nobody will wait for others any more. */
    public boolean isStopping(CamelContext context) {
        return context.isStopping();
    }

    /** @return what records have in common that go in one request */
    public String key(ImportGroup group) {
        return group.key();
    }

    /** @return the records of a group, to be sent */
    public ImportSending sending(ImportGroup group) {
        return new ImportSending(group, batchRecords, batchBytes);
    }

    /** @return the result of a group that could not be sent at all */
    public ImportResult unsent(ImportGroup group, Exception failed) {
        return new ImportResult(group, 0, 0, List.of(), group.records(), Explanation.of(failed));
    }

    /**
     * @param callers the run that the caller has; null for none
     * @return the run that the calls are counted in: that of the caller, to the address of the Import API
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException if the account is not right
     */
    public Run begin(@Body ImportSending sending, @Variable("run") Run callers, Exchange exchange) {
        sending.calledBy(callers, new HashMap<>(exchange.getMessage().getHeaders()));
        Workflow workflow = accounts.workflow(sending.account());
        return callers == null
                ? Run.of(Pass.Kind.CALL, workflow)
                : callers.at(workflow.stitch().baseUrl());
    }

    public boolean hasNext(ImportSending sending) {
        return sending.hasNext();
    }

    /** @return the call that sends the next piece */
    public Request next(ImportSending sending) {
        return calls.batch(
                sending, accounts.workflow(sending.account()).stitch().token());
    }

    /** @param answer with its status, which says whether Stitch has the records, or keeps them until it can process them */
    public ImportSending accept(ImportSending sending, JsonNode answer) {
        sending.accepted(answer.path("status").asInt() == ACCEPTED_FOR_LATER);
        return sending;
    }

    /**
     * @param sending whose piece was not taken
     * @return the same, to be gone on with
     */
    public ImportSending refuse(ImportSending sending, Run run, Exception failed) {
        CallFailedException failure =
                Causes.find(failed, CallFailedException.class).orElse(null);
        if (failure != null) {
            String reason = reason(failure, run.workflow().stitch().baseUrl(), sending.account());
            if (failure.getStatus() == TOO_LARGE) {
                sending.tooLarge(reason);
            } else if (OF_RECORDS.contains(failure.getStatus())) {
                sending.refused(failure.getServerMessage(), reason);
            } else {
                sending.failed(reason);
            }
        } else if (Causes.find(failed, InvalidCallException.class).isPresent()) {
            sending.refusedAll(Explanation.of(failed));
        } else {
            sending.failed(Explanation.of(failed));
        }
        return sending;
    }

    /** The run of the caller again; null where there was none. */
    public Run callers(ImportSending sending) {
        return sending.callers();
    }

    public ImportResult result(ImportSending sending) {
        return sending.result();
    }

    /** Leaves the message as it came, but for the body: the token is in a header, and must not go on. */
    public void leave(@Variable("sending") ImportSending sending, Exchange exchange) {
        exchange.getMessage().setHeaders(new HashMap<>(sending.headers()));
    }

    /** What Stitch says, and what to do about it. */
    private static String reason(CallFailedException failure, URI address, ImportAccount account) {
        String token = account.prefix() + ImportAccount.TOKEN;
        if (failure.getServerMessage().equals(WRONG_REGION)) {
            return failure.getProblem()
                    + ImportAccounts.otherRegion(address)
                            .map(region -> "; the source is in the other region: try " + account.prefix()
                                    + ImportAccount.REGION + " = " + region)
                            .orElse("; the source is in another region");
        }
        return failure.isRefused()
                ? failure.getProblem() + "; the token was refused, or its source is paused or deleted: check " + token
                        + " or " + token + "File"
                : failure.getMessage();
    }
}
