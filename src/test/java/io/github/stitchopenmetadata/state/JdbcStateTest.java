package io.github.stitchopenmetadata.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.StateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a PostgreSQL. One case stands for the others in the build. */
class JdbcStateTest {

    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String TAKE =
            "select pg_try_advisory_lock(hashtextextended(current_schema() || '/stitch-openmetadata/lineage run', 0))";

    private final List<Database> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    private Database database(String url, String user, String password) {
        Database database = new Database(DatabaseSettings.of(url, user, password, ""), SHORT);
        opened.add(database);
        return database;
    }

    /** As another process has it. */
    private JdbcState state(String url) {
        return new JdbcState(database(url, "postgres", ""), "target/room");
    }

    private static SourceKey key(String at, String run) {
        return new SourceKey("stitch", "shop", Instant.parse(at), run);
    }

    @Test
    void sharesWhatIsKnownOverProcesses() throws Exception {
        String url = StateServer.database();
        JdbcState one = state(url);
        JdbcState other = state(url);

        assertThat(one.read("numbers.json", NUMBERS)).isNull();
        one.locked(() -> {
            one.write("numbers.json", Map.of("a", 1L));
            return null;
        });
        assertThat(other.read("numbers.json", NUMBERS)).isEqualTo(Map.of("a", 1L));
        Instant before = Instant.now();
        assertThat(other.clock().instant())
                .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));

        Hold hold = one.tryHold("lineage run").orElseThrow();
        assertThat(other.tryHold("lineage run")).isEmpty();
        assertThat(other.holder("lineage run"))
                .startsWith("stitch-openmetadata ")
                .endsWith("/" + ProcessHandle.current().pid());
        assertThat(other.tryHold("status run").map(AutoCloseable.class::cast)).isPresent();
        hold.close();
        assertThat(other.tryHold("lineage run")).isPresent();

        DeliveryTable deliveries = new DeliveryTable(one.database());
        SourceKey early = key("2026-03-01T00:00:00Z", "a");
        SourceKey late = key("2026-03-01T00:00:00Z", "b");
        assertThat(deliveries.begin(early, 1, "first", 5)).isTrue();
        assertThat(deliveries.isHeld(early, "first")).isTrue();
        assertThat(new DeliveryTable(other.database()).begin(late, 1, "second", 5))
                .isTrue();
        assertThat(deliveries.isHeld(early, "first")).isFalse();
        assertThat(deliveries.end(early, "first", true)).isFalse();
        assertThat(deliveries.begin(early, 1, "first", 5)).isFalse();
        assertThat(deliveries.row(early).orElseThrow().isAfter(early)).isTrue();
        assertThat(deliveries.end(late, "second", true)).isTrue();
        assertThat(deliveries.row(late).orElseThrow().complete()).isTrue();

        PartTable parts = new PartTable(one.database());
        assertThat(parts.add(late, 2, 2, new byte[] {2})).isFalse();
        assertThat(new PartTable(other.database()).add(late, 1, 0, new byte[] {1}))
                .isTrue();
        assertThat(parts.add(late, 2, 2, new byte[] {2}))
                .as("the one that did not complete it")
                .isFalse();
        assertThat(parts.add(late, 1, 0, new byte[] {1})).as("again").isTrue();
        assertThat(parts.read(late, 2)).containsExactly(2);
    }

    /** The database notices the end of a connection in its own time, and another process may ask before that. */
    @Test
    void letsGoAtOnce() throws Exception {
        String url = StateServer.database();
        JdbcState state = state(url);
        try (Connection another = DriverManager.getConnection(url, "postgres", "");
                PreparedStatement take = another.prepareStatement(TAKE);
                PreparedStatement letGo = another.prepareStatement("select pg_advisory_unlock_all()")) {
            for (int i = 0; i < 50; i++) {
                state.tryHold("lineage run").orElseThrow().close();

                try (ResultSet taken = take.executeQuery()) {
                    taken.next();
                    assertThat(taken.getBoolean(1)).isTrue();
                }
                letGo.execute();
            }
        }
    }

    @Test
    @Tag("thorough")
    void makesItsTablesOnceThoughManyStartTogether() throws Exception {
        String url = StateServer.database();
        ExecutorService processes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JdbcState state = state(url);
                starts.add(() -> state.locked(() -> {
                    Map<String, Long> before = state.read("numbers.json", NUMBERS);
                    long next = before == null ? 1 : before.get("a") + 1;
                    state.write("numbers.json", Map.of("a", next));
                    return next;
                }));
            }
            List<Long> numbers = new ArrayList<>();
            for (Future<Long> each : processes.invokeAll(starts)) {
                numbers.add(each.get());
            }
            assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        } finally {
            processes.shutdownNow();
        }
        StateServer.execute(url, DatabaseSchema.text());
        assertThat(StateServer.query(url, "select version from stitch_openmetadata_version"))
                .containsExactly("1");
    }

    /** Nothing of a change is there if the process ends over it. */
    @Test
    @Tag("thorough")
    void changesAllOrNothing() throws Exception {
        String url = StateServer.database();
        JdbcState state = state(url);
        state.write("numbers.json", Map.of("a", 1L));

        assertThatThrownBy(() -> state.locked(() -> {
                    state.write("numbers.json", Map.of("a", 2L));
                    throw new IllegalArgumentException("ended");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(state.read("numbers.json", NUMBERS)).isEqualTo(Map.of("a", 1L));
        assertThat(state.<Integer>locked(() -> state.locked(() -> 7))).isEqualTo(7);
    }

    /** A process that is halted while it has the lock does not hold up the others. */
    @Test
    @Tag("thorough")
    void takesTheLockFromAProcessThatIsHalted() throws Exception {
        String url = StateServer.database();
        JdbcState halted = state(url);
        JdbcState other = state(url);
        other.write("numbers.json", Map.of("a", 1L));
        ExecutorService process = Executors.newSingleThreadExecutor();
        try {
            Future<?> work = process.submit(() -> halted.locked(() -> {
                halted.write("numbers.json", Map.of("a", 2L));
                try {
                    Thread.sleep(40_000);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                return null;
            }));
            Awaitility.await().until(() -> StateServer.locks(url) > 0);

            assertThat(other.locked(() -> other.read("numbers.json", NUMBERS))).isEqualTo(Map.of("a", 1L));
            work.cancel(true);
        } finally {
            process.shutdownNow();
        }
    }

    @Test
    @Tag("thorough")
    void losesAHoldWithItsConnectionAndTakesItAgain() throws Exception {
        String url = StateServer.database();
        JdbcState one = state(url);
        JdbcState other = state(url);
        Hold hold = one.tryHold("lineage run").orElseThrow();
        endAllConnections(url);
        assertThat(hold.isHeld()).as("nobody else has taken it").isTrue();

        endAllConnections(url);
        Hold taken = other.tryHold("lineage run").orElseThrow();
        assertThat(hold.isHeld()).isFalse();
        taken.close();
    }

    /** The pool gives away a connection that was in use a moment ago without a look at it. */
    @Test
    @Tag("thorough")
    void goesOnWhereAllConnectionsOfThePoolAreLost() throws Exception {
        String url = StateServer.database();
        JdbcState state = state(url);

        useConnections(state.database(), 8);
        endAllConnections(url);
        state.write("numbers.json", Map.of("a", 1L));
        assertThat(state.read("numbers.json", NUMBERS)).isEqualTo(Map.of("a", 1L));

        useConnections(state.database(), 8);
        endAllConnections(url);
        assertThat(state.tryHold("lineage run")).isPresent();
    }

    private static void useConnections(Database database, int count) throws Exception {
        List<Connection> used = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            used.add(database.connection());
        }
        for (Connection connection : used) {
            connection.close();
        }
    }

    private static void endAllConnections(String url) throws Exception {
        try (Connection connection = StateServer.connect(url)) {
            connection
                    .createStatement()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                            + " and datname = current_database()");
        }
    }

    @Test
    @Tag("thorough")
    void givesUpADeliveryThatIsBegunFiveTimesWithoutAnEnd() throws Exception {
        DeliveryTable deliveries =
                new DeliveryTable(state(StateServer.database()).database());
        SourceKey key = key("2026-03-01T00:00:00Z", "a");
        for (int i = 1; i <= 5; i++) {
            assertThat(deliveries.begin(key, 1, "holder " + i, 5)).isTrue();
        }
        assertThat(deliveries.begin(key, 1, "holder 6", 5)).isFalse();
        assertThat(deliveries.row(key).orElseThrow().begun()).isEqualTo(5);
        assertThat(deliveries.begin(key("2026-03-01T00:00:01Z", "a"), 1, "holder 7", 5))
                .isTrue();
        assertThat(deliveries.row(key).orElseThrow().begun()).isOne();

        assertThat(deliveries.end(key, "holder 7", false)).isTrue();
        assertThat(deliveries.row(key).orElseThrow().begun())
                .as("it came to an end")
                .isZero();
        assertThat(deliveries.begin(key("2026-03-01T00:00:01Z", "a"), 2, "holder 8", 5))
                .as("another source of that name")
                .isFalse();
    }

    @Test
    @Tag("thorough")
    void givesWhatIsOverdueToOneProcess() throws Exception {
        String url = StateServer.database();
        PartTable one = new PartTable(state(url).database());
        PartTable other = new PartTable(state(url).database());
        SourceKey key = key("2026-03-01T00:00:00Z", "a");
        one.add(key, 1, 2, new byte[] {1});
        assertThat(other.takeOverdue(Duration.ofHours(1))).isEmpty();
        StateServer.execute(url, "update stitch_openmetadata_parts set received_at = received_at - interval '2 hours'");

        ExecutorService processes = Executors.newFixedThreadPool(2);
        List<SourceKey> taken = new ArrayList<>();
        try {
            for (Future<List<SourceKey>> each : processes.invokeAll(List.<Callable<List<SourceKey>>>of(
                    () -> one.takeOverdue(Duration.ofHours(1)), () -> other.takeOverdue(Duration.ofHours(1))))) {
                taken.addAll(each.get());
            }
        } finally {
            processes.shutdownNow();
        }
        assertThat(taken).containsExactly(key);
    }

    @Test
    @Tag("thorough")
    void saysWhatIsWrongWithADatabase() throws Exception {
        String url = StateServer.database();
        StateServer.execute(url, "create role narrow login; revoke all on schema public from public");

        assertThat(problem(url, "narrow"))
                .contains("is not for the user narrow", "postgresql.sql", "no schema has been selected");
        assertThat(problem(url, "nobody")).contains("state.jdbc.user and state.jdbc.password", "nobody");
        assertThat(problem(url.replaceFirst("/[^/]+$", "/nowhere"), "postgres"))
                .contains("make the database", "nowhere");
        assertThat(problem("jdbc:postgresql://localhost:1/x", "postgres")).contains("cannot be read or written");

        assertThat(problem(url, "postgres")).isEmpty();
        StateServer.execute(url, "insert into stitch_openmetadata_version values (2)");
        assertThat(problem(url, "postgres")).contains("version 2", "knows 1");
    }

    /** A DBA has made the tables; the user may only work with them. */
    @Test
    @Tag("thorough")
    void doesWithTablesThatSomebodyElseMade() throws Exception {
        String url = StateServer.database();
        StateServer.execute(url, "create role worker login; revoke create on schema public from public");
        StateServer.execute(url, DatabaseSchema.text());
        StateServer.execute(url, "grant select, insert, update, delete on all tables in schema public to worker");

        JdbcState state = new JdbcState(database(url, "worker", ""), "target/room");
        state.write("numbers.json", Map.of("a", 1L));
        assertThat(state.read("numbers.json", NUMBERS)).isEqualTo(Map.of("a", 1L));
        assertThat(state.tryHold("lineage run")).isPresent();
    }

    @Test
    @Tag("thorough")
    void neverTellsThePassword() throws Exception {
        String url = StateServer.database();
        try (LogLines lines = new LogLines()) {
            String told = database(url, "nobody", "s3cret-word")
                    .problem()
                    .map(Throwable::toString)
                    .orElseThrow();

            assertThat(told).doesNotContain("s3cret-word");
            assertThat(lines.at(ch.qos.logback.classic.Level.WARN))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("s3cret-word"));
        }
        assertThat(DatabaseSettings.of(url, "u", "s3cret-word", "").toString()).doesNotContain("s3cret-word");
        assertThat(DatabaseSettings.objection("jdbc:postgresql://db/x?user=u&password=s3cret-word"))
                .contains("state.jdbc.passwordFile")
                .doesNotContain("s3cret-word");
    }

    @Test
    @Tag("thorough")
    void waitsForADatabaseThatIsStartedAnew() throws Exception {
        ExecutorService process = Executors.newSingleThreadExecutor();
        try (StateServer server = StateServer.own()) {
            Database database =
                    new Database(DatabaseSettings.of(server.newDatabase(), "postgres", "", ""), Duration.ofSeconds(30));
            opened.add(database);
            JdbcState state = new JdbcState(database, "target/room");
            state.write("numbers.json", Map.of("a", 1L));
            server.stop();
            assertThat(database.problem().map(StateUnavailableException::isRefused))
                    .isEqualTo(Optional.of(false));
            assertThat(database.problem().orElseThrow()).hasMessageContaining("cannot be read or written");

            Future<?> work = process.submit(() -> state.write("numbers.json", Map.of("a", 2L)));
            server.start();
            work.get();
            assertThat(state.read("numbers.json", NUMBERS)).isEqualTo(Map.of("a", 2L));
        } finally {
            process.shutdownNow();
        }
    }

    @Test
    @Tag("thorough")
    void isNotLetInWithAWrongPassword() throws Exception {
        try (StateServer server = StateServer.own()) {
            String url = server.newDatabase();
            StateServer.execute(url, "create role careful superuser login password 'right'");
            String rules =
                    StateServer.query(url, "select current_setting('hba_file')").get(0);
            Path file = Path.of(rules);
            Files.writeString(file, "host all careful all scram-sha-256\n" + Files.readString(file));
            StateServer.execute(url, "select pg_reload_conf()");
            Awaitility.await().untilAsserted(() -> assertThat(
                            database(url, "careful", "wr0ng").problem())
                    .isPresent());

            StateUnavailableException refused =
                    database(url, "careful", "wr0ng").problem().orElseThrow();
            assertThat(refused.isRefused()).isTrue();
            assertThat(refused)
                    .hasMessageContaining("cannot be reached as the user careful")
                    .hasMessageContaining("password authentication failed");
            assertThat(refused.getMessage()).doesNotContain("wr0ng");
            Path password = Files.writeString(Path.of("target", "state-password"), "right\n");
            Database let = new Database(DatabaseSettings.of(url, "careful", "", password.toString()), SHORT);
            opened.add(let);
            assertThat(let.problem()).isEmpty();
        }
    }

    private String problem(String url, String user) {
        return database(url, user, "").problem().map(Throwable::getMessage).orElse("");
    }
}
