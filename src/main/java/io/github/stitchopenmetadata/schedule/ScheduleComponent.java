package io.github.stitchopenmetadata.schedule;

import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.CamelJob;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.impl.SchedulerRepository;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz for the schedules of this program, apart from that of the host: in memory, or, where the state lies in a database, in the tables
 * of Quartz there, so that each tick comes in one of the processes.
 *
 * <p>A process takes a tick only while all routes that wait for one are started and its clock is nearly that of the database: Quartz goes
 * by the clocks of the processes, and one that is ahead would take the ticks of hours to come from the others.
 */
public final class ScheduleComponent extends QuartzComponent {

    /** How far from the clock of the database that of a process may be. */
    public static final Duration OFFSET = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleComponent.class);
    private static final String NAME = "stitch-openmetadata";
    /** A run of each kind, and for each a tick that finds it still going. */
    private static final String THREADS = "4";
    /** In milliseconds: how soon a process learns of what another one changed. */
    private static final String LOOK_EVERY = "5000";
    /** What is late for no other reason than a clock that differs is not late; in milliseconds. */
    private static final String LATE = Long.toString(3 * OFFSET.toMillis());

    private final String id = NAME + "-" + UUID.randomUUID();
    private Database database;

    public ScheduleComponent() {
        setEnableJmx(false);
        setInterruptJobsOnShutdown(true);
    }

    /** @param shared by the processes that share the schedules, if it is used at all */
    public void setDatabase(Database shared) {
        database = shared;
    }

    private boolean isShared() {
        return database != null && database.isUsed();
    }

    /** Camel adds a schedule when its endpoint is started, for which there may be no database yet. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        QuartzEndpoint made = (QuartzEndpoint) super.createEndpoint(uri, remaining, parameters);
        return isShared() ? new LateEndpoint(uri, this, made) : made;
    }

    /** When it is started, since its properties may be set after it is initialized. */
    private void configure() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "org.quartz.scheduler.instanceName",
                NAME,
                "org.quartz.threadPool.class",
                SimpleThreadPool.class.getName(),
                "org.quartz.threadPool.threadCount",
                THREADS,
                "org.quartz.threadPool.threadNamePrefix",
                "schedule"));
        if (isShared()) {
            // whatever the Camel contexts are called that share it
            setPrefixInstanceName(false);
            settings.putAll(Map.of(
                    "org.quartz.scheduler.instanceId",
                    "AUTO",
                    "org.quartz.scheduler.idleWaitTime",
                    LOOK_EVERY,
                    "org.quartz.jobStore.class",
                    SharedJobStore.class.getName(),
                    "org.quartz.jobStore.driverDelegateClass",
                    SharedDelegate.class.getName(),
                    "org.quartz.jobStore.dataSource",
                    id,
                    "org.quartz.jobStore.isClustered",
                    "true",
                    "org.quartz.jobStore.clusterCheckinInterval",
                    LOOK_EVERY,
                    "org.quartz.jobStore.misfireThreshold",
                    LATE,
                    // texts that can be read, and not Java objects
                    "org.quartz.jobStore.useProperties",
                    "true"));
            settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        }
        setProperties(settings);
    }

    /** Quartz knows one scheduler of a name in a JVM, and one of another Camel context would be taken for this one. */
    @Override
    protected void doStart() throws Exception {
        configure();
        synchronized (ScheduleComponent.class) {
            if (isShared()) {
                SharedJobStore.share(id, this);
                DBConnectionManager.getInstance().addConnectionProvider(id, new Connections());
            }
            super.doStart();
            SchedulerRepository.getInstance().remove(getScheduler().getSchedulerName());
        }
        if (isShared()) {
            Scheduler scheduler = getScheduler();
            scheduler.setJobFactory((tick, quartz) -> new Tick(getCamelContext()));
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        SharedJobStore.leave(id);
    }

    /** Whether a tick would lead to something here; else another process is to have it. */
    boolean takesTicks() {
        List<Route> waiting = getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint().getComponent() == this)
                .toList();
        return !getCamelContext().isStopping()
                && !waiting.isEmpty()
                && waiting.stream().allMatch(route -> getCamelContext()
                        .getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .isStarted())
                && isReachable()
                && isOnTime();
    }

    /** Whether there is a database now; that there is none was told already. */
    boolean isReachable() {
        return database.problem().isEmpty();
    }

    private boolean isOnTime() {
        try {
            return database.offset().abs().compareTo(OFFSET) <= 0;
        } catch (StateUnavailableException lost) {
            LOG.debug("The clock of the database is not known", lost);
            return false;
        }
    }

    /** Whatever of the job stands in the database, it is for the Camel context of this process. */
    private static final class Tick extends CamelJob {

        private final CamelContext context;

        Tick(CamelContext context) {
            this.context = context;
        }

        @Override
        protected CamelContext getCamelContext(JobExecutionContext tick) {
            return context;
        }
    }

    /** Those of the state. */
    private final class Connections implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return database.connection();
        }

        @Override
        public void shutdown() {
            // they are closed with the state
        }

        @Override
        public void initialize() {
            // they are there
        }
    }
}
