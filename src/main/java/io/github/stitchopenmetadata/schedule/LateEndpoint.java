package io.github.stitchopenmetadata.schedule;

import org.apache.camel.component.quartz.QuartzEndpoint;

/** A schedule that is added, or found in the database, when its route is started. */
final class LateEndpoint extends QuartzEndpoint {

    LateEndpoint(String uri, ScheduleComponent component, QuartzEndpoint like) {
        super(uri, component);
        setTriggerKey(like.getTriggerKey());
        setCron(like.getCron());
        setTriggerParameters(like.getTriggerParameters());
        setJobParameters(like.getJobParameters());
    }

    @Override
    protected void doStart() {
        // its route does it
    }

    /** One that is stored is no other route's: of one that can be recovered Camel does not ask. Nothing is. */
    @Override
    public boolean isRecoverableJob() {
        return true;
    }
}
