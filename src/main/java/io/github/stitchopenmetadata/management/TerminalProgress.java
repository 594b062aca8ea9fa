package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.logging.StatusLine;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.RunProgress;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** While a run is under way, a bar below the lines of the log that shows how far it has come. For a terminal only. */
public final class TerminalProgress implements AutoCloseable {

    private static final int MILLIS = 250;

    private final Supplier<List<RunProgress>> runs;
    private final BooleanSupplier wanted;
    private final PrintStream terminal;
    private final ConsoleProgressBarConsumer line;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private ProgressBar bar;
    private RunProgress shown;

    /**
     * @param runs   those under way
     * @param wanted asked each time, since a workflow may turn the log down
     */
    public TerminalProgress(Supplier<List<RunProgress>> runs, BooleanSupplier wanted, PrintStream terminal) {
        this(runs, wanted, terminal, new ConsoleProgressBarConsumer(terminal).getMaxRenderedLength());
        timer.scheduleWithFixedDelay(this::refresh, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    TerminalProgress(Supplier<List<RunProgress>> runs, BooleanSupplier wanted, PrintStream terminal, int width) {
        this.runs = runs;
        this.wanted = wanted;
        this.terminal = terminal;
        this.line = new ConsoleProgressBarConsumer(terminal, width) {
            @Override
            public void accept(String text) {
                StatusLine.terminal().show(terminal, text.substring(0, Math.min(text.length(), width)));
            }

            @Override
            public void close() {
                // the line goes, in hide()
            }
        };
    }

    /** Whether somebody looks on, where the cursor can be moved. */
    public static boolean isPossible() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // from Java 22 on there is a console without a terminal, too
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    synchronized void refresh() {
        List<RunProgress> underWay = runs.get();
        if (underWay.isEmpty() || !wanted.getAsBoolean()) {
            hide();
            return;
        }
        RunProgress progress = underWay.get(0);
        if (bar == null || !shown.run().equals(progress.run())) {
            hide();
            bar = new ProgressBarBuilder()
                    .setTaskName(progress.service())
                    .setUnit("", 1)
                    .showSpeed()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(1000)
                    .continuousUpdate()
                    .setConsumer(line)
                    .setInitialMax(-1)
                    .build();
        }
        shown = progress;
        bar.maxHint(progress.sources() == 0 ? -1 : progress.sources());
        bar.stepTo(progress.sourcesDone());
        bar.setExtraMessage((progress.kind() == Pass.Kind.STATUS
                        ? " sources, " + progress.statuses() + " run statuses"
                        : " sources, " + progress.streams() + " streams, " + progress.edges() + " edges")
                + (underWay.size() == 1 ? "" : "; " + (underWay.size() - 1) + " more under way"));
        bar.refresh();
    }

    private synchronized void hide() {
        if (bar != null) {
            bar.close();
            bar = null;
            StatusLine.terminal().show(terminal, "");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        hide();
    }
}
