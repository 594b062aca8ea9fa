package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check {@code state}: up while the database can be read in which several processes share their state; always up where there is
 * none. Without it the process lives, and begins nothing.
 */
public final class StateHealth extends AbstractHealthCheck {

    private final Database database;

    public StateHealth(Database database) {
        super("stitch-openmetadata", "state");
        this.database = database;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (!database.isUsed()) {
            result.up();
            return;
        }
        result.detail("state.database", database.place());
        Optional<StateUnavailableException> problem = database.problem();
        if (problem.isPresent()) {
            result.down().message(problem.get().getMessage());
        } else {
            result.up();
        }
    }
}
