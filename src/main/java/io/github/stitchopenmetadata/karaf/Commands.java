package io.github.stitchopenmetadata.karaf;

import java.util.List;

/** The shell's commands {@code stitch:…}, by the names of the methods. The standard output is that of the shell. */
public final class Commands {

    static final String[] NAMES = {"run", "status"};

    private static final String RUN = "direct:lineage-then-status";

    private final Deployment deployment;

    Commands(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Runs at once, and prints the summary. */
    public void run() throws Exception {
        Integration running = deployment.running();
        if (running == null) {
            print(deployment.state());
            return;
        }
        List<String> summary = running.run(RUN);
        summary.forEach(Commands::print);
        if (summary.isEmpty()) {
            print("A run is under way already; nothing was done.");
        }
    }

    /** Prints whether it runs, and what came of the runs that were last. */
    public void status() {
        print(deployment.state());
        Integration running = deployment.running();
        if (running != null) {
            running.last().forEach(Commands::print);
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
