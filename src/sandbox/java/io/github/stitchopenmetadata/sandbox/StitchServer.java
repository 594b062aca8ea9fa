package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Serves a Stitch account over HTTP the way the Connect API and the Import API do, with what calls change in it. */
public final class StitchServer extends LoopbackServer {

    /** What needs no token, or has its secret elsewhere. */
    private static final Set<String> OPEN =
            Set.of("/oauth/token", "/v3/accounts", "/extraction-logs/{job_name}", StitchServer.PUSHED);

    /** Shows what was pushed; Stitch itself cannot be asked for it. */
    static final String PUSHED = "/pushed";

    /** What a partner shows to make accounts and to exchange codes. */
    public static final String PARTNER_ID = "oc_sandbox";

    public static final String PARTNER_SECRET = "oc_sandbox_secret";

    private final AtomicLong nextId = new AtomicLong(900_000);
    private final Map<String, StitchClient> clients = new ConcurrentHashMap<>();
    private final StitchClient client;
    private final Jobs jobs;
    private final PartnerEndpoints partners;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param pageSize how many extractions or loads make a page
     * @param latency how long each answer is held back
     * @param jobLength how long a replication job runs
     */
    public record Options(int port, int pageSize, Duration latency, Duration jobLength) {

        public Options {
            if (pageSize < 1) {
                throw new IllegalArgumentException("pageSize must be at least 1, not " + pageSize);
            }
        }

        /** A free port, the page size of the product, no delay. */
        public static Options defaults() {
            return new Options(0, 100, Duration.ZERO, Duration.ofSeconds(2));
        }

        public Options withPort(int port) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withPageSize(int pageSize) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withJobLength(Duration jobLength) {
            return new Options(port, pageSize, latency, jobLength);
        }
    }

    public StitchServer(StitchAccount account, String token) {
        this(account, token, Options.defaults());
    }

    public StitchServer(StitchAccount account, String token, Options options) {
        super("stitch-sandbox", options.port(), options.latency());
        this.client = new StitchClient(0, account, nextId);
        this.jobs = new Jobs(options.jobLength());
        this.partners = new PartnerEndpoints(clients, nextId);
        clients.put(token, client);
        start(new StitchEndpoints(clients, jobs, partners, new JobEndpoints(url(), options.pageSize())).all());
    }

    /** Serves the account of another client, too. */
    public void add(StitchAccount account, String token) {
        clients.put(token, new StitchClient(0, account, nextId));
    }

    /** Serves another state of the account from now on. */
    public void replace(StitchAccount account) {
        client.replace(account);
    }

    public StitchAccount account() {
        return client.account();
    }

    /** The token does not let anybody in any more. */
    public void revoke(String token) {
        clients.remove(token);
    }

    /** The plan of the account has no hooks, custom e-mails and cron expressions any more. */
    public void downgrade() {
        client.advanced(false);
    }

    /** @return a token with which records go into a source of the type import_api */
    public String importToken(long sourceId) {
        return SourceEndpoints.newToken(client, sourceId).token();
    }

    /** A code as a user who agrees brings it to a partner. */
    public String issueCode() {
        return partners.issueCode(client);
    }

    /** What was pushed into a source: objects with {@code table_name}, {@code sequence} and {@code data}, in the order of their arrival. */
    public List<JsonNode> pushed(long sourceId) {
        return client.pushedSoFar(sourceId);
    }

    @Override
    public void close() {
        super.close();
        jobs.close();
    }

    @Override
    Answer answer(ReceivedRequest request, Endpoints.Match match) {
        boolean isOpen = OPEN.contains(match.template()) || match.template().startsWith("/v2/import/");
        if (!isOpen && !clients.containsKey(request.token())) {
            return StitchErrors.unauthorized();
        }
        return match.found() ? match.endpoint().answer(request, match.path()) : Answer.empty(404);
    }

    static boolean isNumber(String text) {
        return text != null && text.matches("\\d{1,18}");
    }
}
