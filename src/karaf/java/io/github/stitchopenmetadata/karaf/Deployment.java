package io.github.stitchopenmetadata.karaf;

import io.github.stitchopenmetadata.text.Explanation;
import java.util.Dictionary;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes running as the settings say. Settings that cannot be used change nothing: what ran before goes on. All of it
 * happens on one thread, one after the other.
 */
final class Deployment implements ManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final Surroundings surroundings;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "stitch-openmetadata"));
    private Settings asked;
    private Settings inForce;
    private volatile Integration running;
    private volatile String state = "It is being started.";

    Deployment(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Called at the start and after each change of the file, sometimes twice. Camel takes its time: this does not. */
    @Override
    public void updated(Dictionary<String, ?> configuration) {
        Settings settings = Settings.of(configuration);
        worker.execute(() -> follow(settings));
    }

    /** What runs, or null. */
    Integration running() {
        return running;
    }

    /** Whether it runs, in a sentence, and if not, why. */
    String state() {
        return state;
    }

    private void follow(Settings settings) {
        if (settings.equals(asked)) {
            return;
        }
        asked = settings;
        if (settings.refusal() != null) {
            refuse(new IllegalArgumentException(settings.refusal()));
            return;
        }
        if (!settings.nameAnAccount()) {
            stop();
            say("Waiting for settings: put ingest.workflow, or stitch.token and openmetadata.jwtToken, into "
                    + surroundings.settings());
            return;
        }
        try {
            if (running != null) {
                Integration.check(settings.in(surroundings), surroundings.classes());
            }
        } catch (Exception | LinkageError refused) {
            refuse(refused);
            return;
        }
        replace(settings);
    }

    private void replace(Settings settings) {
        Settings before = inForce;
        stop();
        try {
            start(settings);
        } catch (Exception | LinkageError refused) {
            try {
                if (before != null) {
                    start(before);
                }
            } catch (Exception | LinkageError both) {
                LOG.error("The settings before cannot be used again: {}", why(both));
            }
            refuse(refused);
        }
    }

    private void start(Settings settings) throws Exception {
        state = "It is being started.";
        running = Integration.start(settings.in(surroundings), surroundings.classes());
        inForce = settings;
        say("Running with " + surroundings.settings());
    }

    private void stop() {
        Integration ending = running;
        running = null;
        inForce = null;
        state = "It is being stopped.";
        if (ending != null) {
            ending.close();
        }
    }

    private void say(String what) {
        state = what;
        LOG.info(what);
    }

    private void refuse(Throwable refused) {
        state = surroundings.settings() + " is refused: " + why(refused)
                + (running == null ? " Nothing runs until that is put right." : " What ran before goes on as it did.");
        LOG.error(state);
        LOG.debug("Refused", refused);
    }

    private static String why(Throwable thrown) {
        String why = Explanation.of(thrown);
        return why.endsWith(".") ? why : why + ".";
    }

    /** Stops what runs; returns when it has ended. */
    void close() throws InterruptedException {
        worker.execute(this::stop);
        worker.shutdown();
        worker.awaitTermination(1, TimeUnit.MINUTES);
    }
}
