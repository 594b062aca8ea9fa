package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.schedule.ScheduleComponent;
import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.support.RoutePolicySupport;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the routes {@code start-on-schedule} and {@code start-status-on-schedule} start the next run, as Quartz knows it. Where the state
 * lies in a database, they are started once that is there, and the processes that share it share the schedules as well. It is the policy
 * of these routes.
 */
public final class Schedule extends RoutePolicySupport implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final TriggerKey LINEAGE = TriggerKey.triggerKey("start-on-schedule", "ingest");
    private static final TriggerKey STATUS = TriggerKey.triggerKey("status-on-schedule", "status");

    private static final String COMPONENT = "schedule-quartz";
    /** The state of who begins a run at once: when that was last, in milliseconds by the clock of the store. */
    private static final String STARTED = "started.json";

    private static final TypeReference<Long> MILLIS = new TypeReference<>() {};
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private final Set<String> joining = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean toldOfClock = new AtomicBoolean();
    private CamelContext camelContext;
    private boolean on = true;
    private boolean delivers;
    private Database database;
    private StateStore store;

    /** @param on the setting {@code ingest.on.schedule} */
    public void setOn(boolean on) {
        this.on = on;
    }

    /** @param role the setting {@code ingest.role}: who only delivers follows no schedule */
    public void setRole(String role) {
        delivers = role.equals("deliver");
    }

    public boolean isOn() {
        return on && !delivers;
    }

    /** Whether the process delivers what others extract, and begins nothing on its own. */
    public boolean onlyDelivers() {
        return delivers;
    }

    /** @param shared by the processes that share the schedules, if it is used at all */
    public void setDatabase(Database shared) {
        database = shared;
    }

    public void setStore(StateStore shared) {
        store = shared;
    }

    private boolean isShared() {
        return database != null && database.isUsed();
    }

    /** A schedule in a database begins when that is there, which may be later. */
    @Override
    public void onInit(Route route) {
        if (isShared() && !Boolean.FALSE.equals(route.isAutoStartup())) {
            route.setAutoStartup(false);
            joining.add(route.getRouteId());
        }
    }

    @Override
    public void onStart(Route route) {
        joining.remove(route.getRouteId());
    }

    /** @return the routes that are to be started now; those of a database that does not answer are asked for again */
    public List<String> joining() throws SchedulerException {
        if (joining.isEmpty() || isAway()) {
            return List.of();
        }
        for (TriggerKey key : List.of(LINEAGE, STATUS)) {
            correctTimeZone(key);
        }
        return List.copyOf(joining);
    }

    /** Camel replaces a stored schedule that has changed, but not one of which only the time zone has. */
    private void correctTimeZone(TriggerKey key) throws SchedulerException {
        Scheduler scheduler = scheduler();
        String zone = camelContext.resolvePropertyPlaceholders("{{ingest.timezone:}}");
        TimeZone wanted = zone.isBlank() ? TimeZone.getDefault() : TimeZone.getTimeZone(zone.strip());
        if (scheduler != null
                && scheduler.getTrigger(key) instanceof CronTrigger stored
                && !stored.getTimeZone().hasSameRules(wanted)) {
            scheduler.rescheduleJob(
                    key,
                    stored.getTriggerBuilder()
                            .withSchedule(CronScheduleBuilder.cronSchedule(stored.getCronExpression())
                                    .withMisfireHandlingInstructionFireAndProceed()
                                    .inTimeZone(wanted))
                            .startNow()
                            .build());
        }
    }

    /** Whether a run at once has to wait for the database; not once the process is told to stop. */
    public boolean isAway() {
        return isShared() && !camelContext.isStopping() && database.problem().isPresent();
    }

    /** Whether a run at once is to begin here: of processes that start together, one begins it. */
    public boolean isFirst() {
        if (!isShared()) {
            return true;
        }
        boolean first = !camelContext.isStopping()
                && store.locked(() -> {
                    long now = store.clock().millis();
                    Long last = store.read(STARTED, MILLIS);
                    boolean isFirst = last == null || now - last > TOGETHER.toMillis();
                    if (isFirst) {
                        store.write(STARTED, now);
                    }
                    return isFirst;
                });
        if (!first) {
            LOG.info("Another process has begun a run at once; this one waits for the schedule.");
        }
        return first;
    }

    /** @return why no tick is taken here though the schedules are on, for people; "" for no such reason */
    public String objection() {
        if (!isShared() || !on || isAway()) {
            return "";
        }
        Duration offset = database.offset();
        return offset.abs().compareTo(ScheduleComponent.OFFSET) <= 0
                ? ""
                : "the clock of this machine is " + offset.abs().toSeconds() + " s "
                        + (offset.isNegative() ? "behind" : "ahead of")
                        + " that of the database: set the clocks (NTP); until then the schedules run in other processes";
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @return nothing while the schedule is off, or its route is stopped */
    public Optional<Instant> next() {
        return next(LINEAGE);
    }

    /** The same of run status. */
    public Optional<Instant> nextStatus() {
        return next(STATUS);
    }

    /** Quartz knows the time of the next run, and never looks again whether another one comes before it. */
    public void followClock() throws SchedulerException {
        Scheduler scheduler = scheduler();
        if (scheduler == null || isAway()) {
            return;
        }
        String objection = objection();
        if (!objection.isEmpty()) {
            if (!toldOfClock.getAndSet(true)) {
                LOG.warn("No run begins here by the schedule: {}", objection);
            }
            return;
        }
        toldOfClock.set(false);
        for (TriggerKey key : List.of(LINEAGE, STATUS)) {
            if (scheduler.getTrigger(key) instanceof CronTrigger trigger && isLate(trigger)) {
                Date next = scheduler.rescheduleJob(
                        key, trigger.getTriggerBuilder().startNow().build());
                LOG.info("The clock was set back: {} begins at {}", key.getName(), next.toInstant());
            }
        }
    }

    private boolean isLate(CronTrigger trigger) {
        // one that is due just now may have begun a moment too early, or where the clock is a little ahead
        Duration early = isShared() ? ScheduleComponent.OFFSET.multipliedBy(3) : Duration.ofSeconds(1);
        Date next = trigger.getTriggerBuilder()
                .startAt(Date.from(Instant.now().plus(early)))
                .build()
                .getFireTimeAfter(null);
        return trigger.getNextFireTime() != null
                && next != null
                && trigger.getNextFireTime().after(next);
    }

    private Scheduler scheduler() {
        return isOn() && camelContext.hasComponent(COMPONENT) instanceof QuartzComponent quartz
                ? quartz.getScheduler()
                : null;
    }

    private Optional<Instant> next(TriggerKey key) {
        Scheduler scheduler = scheduler();
        if (scheduler == null || isAway()) {
            return Optional.empty();
        }
        try {
            Trigger trigger = scheduler.getTrigger(key);
            return trigger == null
                            || scheduler.isInStandbyMode()
                            || scheduler.getTriggerState(key) == Trigger.TriggerState.PAUSED
                    ? Optional.empty()
                    : Optional.ofNullable(trigger.getNextFireTime()).map(Date::toInstant);
        } catch (SchedulerException stopped) {
            return Optional.empty();
        }
    }
}
