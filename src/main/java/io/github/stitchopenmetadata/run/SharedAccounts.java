package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.SteadyClock;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a pass that are shared out over processes, for the routes: on the side of the process whose pass it is, and on the side
 * of one that has taken an account. Thread-safe.
 */
public final class SharedAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(SharedAccounts.class);

    /** So often does a process tell of an account while others wait for it. */
    private static final int SIGNS_OF_LIFE = 10;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Runs runs;
    private final Workflows workflows;
    private final String queue;
    private final int bytes;
    private final Clock clock = new SteadyClock();
    private final Map<String, TakenAccount> taken = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Duration patience = Duration.ofMinutes(15);
    private volatile Instant lastSign = clock.instant();

    /**
     * @param queue the setting {@code workflows.queue}; blank where nothing is shared out
     * @param bytes the setting {@code lineage.message.bytes}, which a broker takes
     */
    public SharedAccounts(Runs runs, Workflows workflows, String queue, int bytes) {
        this.runs = runs;
        this.workflows = workflows;
        this.queue = queue;
        this.bytes = bytes;
    }

    /** @param millis how long a pass waits while no process tells of any of its accounts */
    public void setPatience(long millis) {
        patience = Duration.ofMillis(millis);
    }

    /** Whether others take part in the pass. */
    public boolean areSharedOut(Pass pass) {
        return !queue.isBlank() && AccountOrder.isFor(pass.kind());
    }

    /** @return a run for each account, by which this process knows what others do for it */
    public List<Run> shareOut(@Body List<AccountWork> accounts) {
        Pass pass = accounts.get(0).pass();
        pass.shareOut();
        List<Run> shared = accounts.stream().map(runs::shareOut).toList();
        LOG.info("{}: {} accounts are shared out", pass.kind().label(), shared.size());
        return shared;
    }

    /** The run that listens for all of the pass, before anything is told. */
    public Run listener(@Body List<Run> shared) {
        return shared.get(0);
    }

    /** @return what another process is asked to do */
    public String order(@Body Run run) {
        return AccountOrder.of(run).json();
    }

    /** What tells accounts apart, so that a broker may spread them. */
    public String key(@Variable("run") Run run) {
        return run.workflow().key();
    }

    /** The account cannot be shared out: the next pass does it. */
    public void notSent(@Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        run.life().stop("workflows.queue does not take it: " + Explanation.of(cause));
        run.life().end();
    }

    /** Whether accounts are still to be told of. Where nothing is heard of any for too long, this is how the others end. */
    public boolean isAwaiting(List<Run> shared) {
        List<Run> outstanding =
                shared.stream().filter(run -> !run.life().hasEnded()).toList();
        if (outstanding.isEmpty()) {
            boolean isTold = shared.stream().allMatch(run -> told.contains(run.id()));
            if (isTold) {
                shared.forEach(run -> told.remove(run.id()));
            }
            return !isTold;
        }
        Pass pass = runs.passOf(shared.get(0)).orElseThrow();
        if (runs.isStopping()) {
            pass.interrupt();
            outstanding.forEach(run -> run.life().end());
        } else if (pass.silence().compareTo(patience) > 0) {
            LOG.warn(
                    "{}: {} accounts are outstanding, and no process has told of any for {} s (lineage.results.wait)",
                    pass.kind().label(),
                    outstanding.size(),
                    patience.toSeconds());
            outstanding.forEach(run -> {
                run.life()
                        .stop(
                                "outstanding: no process has told of its end; look whether those that take workflows.queue"
                                        + " are up; the next run goes on");
                run.life().end();
            });
        }
        return true;
    }

    /** @return the runs that have ended and were not returned before */
    public List<Run> ended(List<Run> shared) {
        return shared.stream()
                .filter(run -> run.life().hasEnded() && told.add(run.id()))
                .toList();
    }

    /**
     * On the other side.
     *
     * @throws IllegalArgumentException for what is no order
     */
    public AccountOrder read(@Body String text) {
        return AccountOrder.read(text);
    }

    public TakenAccount begin(@Body AccountOrder order) {
        TakenAccount account = new TakenAccount(order, runs.takeOver(order.kind()));
        taken.put(order.run(), account);
        return account;
    }

    /** @throws io.github.stitchopenmetadata.workflow.ConfigurationException if the workflow is not here, or cannot be used */
    public AccountWork work(@Body TakenAccount account) {
        AccountOrder order = account.order();
        return new AccountWork(
                account.pass(),
                0,
                workflows.named(order.workflow(), order.key()),
                UUID.randomUUID().toString());
    }

    public Pass pass(TakenAccount account) {
        return account.pass();
    }

    /**
     * Ends the account here.
     *
     * @return what became of it
     * @throws BrokenOffException where it did not come to its end, because this process is told to stop: another one may do it
     */
    public String result(@Body TakenAccount account) throws BrokenOffException {
        taken.remove(account.order().run(), account);
        if (runs.isStopping()) {
            throw new BrokenOffException(OneLine.of(account.order().key())
                    + ": broken off, the process is told to stop; the broker gives the account to another one");
        }
        return AccountResults.ended(account, bytes);
    }

    /** Whether it is time to tell those who wait that accounts are at work here. */
    public boolean isSignDue() {
        Duration pause = Stream.of(patience.dividedBy(SIGNS_OF_LIFE), LONGEST_PAUSE)
                .min(Duration::compareTo)
                .orElseThrow();
        boolean due =
                !taken.isEmpty() && Duration.between(lastSign, clock.instant()).compareTo(pause) >= 0;
        if (due) {
            lastSign = clock.instant();
        }
        return due;
    }

    /** @return how far the accounts are that are at work here */
    public List<String> signs() {
        return taken.values().stream()
                .flatMap(account -> account.pass().runs().stream()
                        .map(run -> AccountResults.progress(
                                account,
                                RunProgress.of(
                                        account.pass(),
                                        run,
                                        account.pass().clock().instant()))))
                .toList();
    }

    /** It is told again soon. */
    public void signLost(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        LOG.debug("lineage.results does not take how far accounts are", cause);
    }
}
