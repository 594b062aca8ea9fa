package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes that deliver tell the one whose run it is, for the routes: what became of each message. A result that comes more than
 * once counts once, and one of the run of another process not at all. Thread-safe.
 */
public final class Results {

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    private final Runs runs;
    private final boolean used;
    private final int bytes;
    private final Clock clock = new SteadyClock();
    /** Results of which pieces are to come, by attempt: one whose process ended in the middle is never complete. */
    private final Cache<String, JsonNode[]> begun = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(15))
            .maximumSize(100)
            .build();

    private long patience = 900_000;
    private volatile long told;
    private volatile String lastCause = "";

    /**
     * @param endpoint the setting {@code lineage.results}; blank where all is delivered in this process
     * @param bytes    the setting {@code lineage.message.bytes}, which a broker takes
     */
    public Results(Runs runs, String endpoint, int bytes) {
        this.runs = runs;
        this.used = !endpoint.isBlank();
        this.bytes = bytes;
    }

    /** @param millis how long a run waits until it hears itself */
    public void setPatience(long millis) {
        patience = millis;
    }

    /** Whether deliveries are told of through a broker. */
    public boolean areUsed() {
        return used;
    }

    /** @return the result of the delivery of a message, in as many pieces as it takes */
    public List<String> of(LineageMessage message, Run run) {
        return ResultMessages.write(message, run, bytes);
    }

    /**
     * @param text   a message that cannot be read; its process may be newer than this one
     * @param reason why
     * @return its result, where it says at least whose it is; else none
     */
    public List<String> ofUnread(@Body String text, @Header("reason") String reason) {
        try {
            JsonNode message = Json.MAPPER.readTree(Objects.requireNonNullElse(text, ""));
            return used && message.path("runId").isTextual()
                    ? List.of(ResultMessages.unread(message, reason))
                    : List.of();
        } catch (JsonProcessingException none) {
            return List.of();
        }
    }

    /**
     * Whether a run has still to hear itself, and time for it: what is told before this process listens is lost, and a run that did not
     * know that would wait for it.
     */
    public boolean isUnheard(@Variable("run") Run run) {
        return mustHear(run) && run.life().took().toMillis() <= patience;
    }

    /** @throws IllegalStateException if it took too long */
    public void ensureHeard(@Variable("run") Run run) {
        if (mustHear(run)) {
            throw new IllegalStateException("the broker of lineage.results does not give back what is sent there, for "
                    + patience / 1000
                    + " s (lineage.results.wait): look at its address, its log and the rights of the user" + lastCause);
        }
    }

    private boolean mustHear(Run run) {
        return used && !run.isPreview() && !run.life().isHeard() && run.life().stopped() == null;
    }

    /** @return what the run says to itself */
    public String hello(@Variable("run") Run run) {
        return Json.MAPPER
                .createObjectNode()
                .put("version", ResultMessages.VERSION)
                .put("run", run.id())
                .put("hello", true)
                .toString();
    }

    /** The broker does not take it: it may come up. */
    public void notSent(@Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        lastCause = ": " + Explanation.of(cause);
        long now = clock.millis();
        if (told == 0 || now - told > 30_000) {
            told = now;
            LOG.warn(
                    "{}: the broker of lineage.results takes nothing, the run waits for it: {}",
                    OneLine.of(run.workflow().serviceName()),
                    Explanation.of(cause));
        }
    }

    /** Takes what came, whosever it is. */
    public synchronized void take(@Body String text) {
        try {
            JsonNode piece = Json.MAPPER.readTree(Objects.requireNonNullElse(text, ""));
            if (!(piece instanceof ObjectNode) || piece.path("version").asInt() != ResultMessages.VERSION) {
                throw new IllegalArgumentException("it is no result of version " + ResultMessages.VERSION);
            }
            Optional<Run> run = runs.underWay(piece.path("run").asText());
            if (run.isPresent() && piece.path("hello").asBoolean()) {
                run.get().life().hear();
            } else if (run.isPresent() && piece.has("account")) {
                runs.passOf(run.get()).ifPresent(pass -> AccountResults.take(piece, run.get(), pass));
            } else if (run.isPresent()) {
                take(piece, run.get());
            }
        } catch (JsonProcessingException | RuntimeException foreign) {
            LOG.warn("A message in lineage.results is passed over: {}", Explanation.of(foreign));
        }
    }

    private void take(JsonNode piece, Run run) {
        Object message = Deliveries.key(
                piece.path("source").path("id").asLong(),
                piece.path("source").path("name").asText(),
                piece.path("part").asInt());
        if (run.life().deliveries().isDone(message)) {
            return;
        }
        String attempt = piece.path("id").asText();
        JsonNode[] pieces =
                begun.get(attempt, first -> new JsonNode[piece.path("pieces").asInt(1)]);
        pieces[piece.path("piece").asInt(1) - 1] = piece;
        if (Arrays.stream(pieces).allMatch(Objects::nonNull)) {
            begun.invalidate(attempt);
            ResultMessages.merge(List.of(pieces), run);
            runs.made(run, pieces[0].path("sources"));
            run.life().acknowledged(message);
        }
    }
}
