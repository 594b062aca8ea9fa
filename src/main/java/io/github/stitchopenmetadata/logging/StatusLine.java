package io.github.stitchopenmetadata.logging;

import java.io.PrintStream;

/** The last line of the terminal, which is written over again and again. All that is printed there passes here: there is one terminal. */
public final class StatusLine {

    /** To the beginning of the line, and the rest of it cleared. */
    private static final String CLEAR = "\r\u001b[K";

    private static final StatusLine TERMINAL = new StatusLine();

    private PrintStream out;
    private String shown = "";

    StatusLine() {}

    public static StatusLine terminal() {
        return TERMINAL;
    }

    /** @param text shorter than the terminal is wide; "" for none */
    public synchronized void show(PrintStream terminal, String text) {
        if (!text.isEmpty() || !shown.isEmpty()) {
            out = terminal;
            out.print(CLEAR + text);
            out.flush();
            shown = text;
        }
    }

    /** Nothing that other threads print comes between what this one does. */
    public synchronized void whole(Runnable lines) {
        lines.run();
    }

    /** Prints lines above, whole ones. */
    synchronized void above(Runnable lines) {
        if (shown.isEmpty()) {
            lines.run();
        } else {
            out.print(CLEAR);
            out.flush();
            lines.run();
            out.print(shown);
            out.flush();
        }
    }
}
