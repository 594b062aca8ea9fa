package io.github.stitchopenmetadata.karaf;

import io.github.stitchopenmetadata.text.Explanation;
import java.util.List;

/** The shell's commands {@code stitch:…}, by the names of the methods. The standard output is that of the shell. */
public final class Commands {

    static final String[] NAMES = {"run", "preview", "check", "status"};

    private final Deployment deployment;

    Commands(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Runs at once, and prints the summary. */
    public void run() {
        print(running -> running.run("direct:lineage-then-status"));
    }

    /** Prints what a run would do. */
    public void preview() {
        print(running -> running.print("direct:make-preview"));
    }

    /** Prints whether a run could do its work, step by step, and what to do where not. */
    public void check() {
        print(running -> running.print("direct:make-check"));
    }

    /** Prints whether it runs, and what came of the runs that were last. */
    public void status() {
        System.out.println(deployment.state());
        Integration running = deployment.running();
        if (running != null) {
            running.last().forEach(System.out::println);
        }
    }

    private interface Work {
        List<String> lines(Integration running) throws Exception;
    }

    private void print(Work work) {
        Integration running = deployment.running();
        if (running == null) {
            System.out.println(deployment.state());
            return;
        }
        try {
            List<String> lines = work.lines(running);
            lines.forEach(System.out::println);
            if (lines.isEmpty()) {
                System.out.println("This is under way already: see the log.");
            }
        } catch (Exception failed) {
            System.out.println("Broken off: " + Explanation.of(failed));
        }
    }
}
