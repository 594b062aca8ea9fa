package io.github.stitchopenmetadata.schedule;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.JobPersistenceException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.spi.OperableTrigger;

/**
 * Quartz's store in a database, of a process that leaves ticks to others while it could do nothing with them, and that bears a database
 * that is away without a word of its own: who needs it tells of that. Quartz makes it by its name.
 */
@SuppressWarnings("unchecked") // JobStoreTX overrides a generic method without its type
public final class SharedJobStore extends JobStoreTX {

    /** By what Quartz takes for a data source. */
    private static final Map<String, ScheduleComponent> COMPONENTS = new ConcurrentHashMap<>();

    static void share(String dataSource, ScheduleComponent component) {
        COMPONENTS.put(dataSource, component);
    }

    static void leave(String dataSource) {
        COMPONENTS.remove(dataSource);
    }

    private boolean takesTicks() {
        ScheduleComponent component = COMPONENTS.get(getDataSource());
        return component != null && component.takesTicks();
    }

    @Override
    public List<OperableTrigger> acquireNextTriggers(long noLaterThan, int maxCount, long timeWindow)
            throws JobPersistenceException {
        return takesTicks() ? super.acquireNextTriggers(noLaterThan, maxCount, timeWindow) : List.of();
    }

    @Override
    protected RecoverMisfiredJobsResult doRecoverMisfires() throws JobPersistenceException {
        return takesTicks() ? super.doRecoverMisfires() : RecoverMisfiredJobsResult.NO_OP;
    }

    /** Tells the others that this process lives, and looks whether one of them does not. */
    @Override
    protected boolean doCheckin() throws JobPersistenceException {
        ScheduleComponent component = COMPONENTS.get(getDataSource());
        return component != null && component.isReachable() && super.doCheckin();
    }
}
