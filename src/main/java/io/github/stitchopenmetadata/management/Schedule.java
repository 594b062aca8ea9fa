package io.github.stitchopenmetadata.management;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** When the routes {@code start-on-schedule} and {@code start-status-on-schedule} start the next run, as Quartz knows it. */
public final class Schedule implements CamelContextAware {

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

    private Optional<Instant> next(TriggerKey key) {
        if (!on
                || !(camelContext.hasComponent("quartz") instanceof QuartzComponent quartz)
                || quartz.getScheduler() == null) {
            return Optional.empty();
        }
        try {
            Scheduler scheduler = quartz.getScheduler();
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
