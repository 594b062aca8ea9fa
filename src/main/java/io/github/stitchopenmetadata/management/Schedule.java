package io.github.stitchopenmetadata.management;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the routes {@code start-on-schedule} and {@code start-status-on-schedule} start the next run, as Quartz knows it. */
public final class Schedule implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final TriggerKey LINEAGE = TriggerKey.triggerKey("start-on-schedule", "ingest");
    private static final TriggerKey STATUS = TriggerKey.triggerKey("status-on-schedule", "status");

    private CamelContext camelContext;
    private boolean on = true;

    /** @param on the setting {@code ingest.on.schedule} */
    public void setOn(boolean on) {
        this.on = on;
    }

    public boolean isOn() {
        return on;
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
        if (scheduler == null) {
            return;
        }
        for (TriggerKey key : List.of(LINEAGE, STATUS)) {
            if (scheduler.getTrigger(key) instanceof CronTrigger trigger && isLate(trigger)) {
                Date next = scheduler.rescheduleJob(
                        key, trigger.getTriggerBuilder().startNow().build());
                LOG.info("The clock was set back: {} begins at {}", key.getName(), next.toInstant());
            }
        }
    }

    private static boolean isLate(CronTrigger trigger) {
        // one that is due just now may have begun a moment too early
        Date next = trigger.getTriggerBuilder()
                .startAt(Date.from(Instant.now().plusSeconds(1)))
                .build()
                .getFireTimeAfter(null);
        return trigger.getNextFireTime() != null
                && next != null
                && trigger.getNextFireTime().after(next);
    }

    private Scheduler scheduler() {
        return on && camelContext.hasComponent("quartz") instanceof QuartzComponent quartz
                ? quartz.getScheduler()
                : null;
    }

    private Optional<Instant> next(TriggerKey key) {
        Scheduler scheduler = scheduler();
        if (scheduler == null) {
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
