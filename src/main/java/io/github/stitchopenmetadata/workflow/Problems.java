package io.github.stitchopenmetadata.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, and what is only worth a warning, in the order of its lines. */
final class Problems {
    /** The line of something that has none, such as a whole file or a property. */
    static final int NO_LINE = 0;

    private final String file;
    private final List<Remark> errors = new ArrayList<>();
    private final List<Remark> warnings = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /** Takes remarks on the same file that nobody is to read. */
    Problems muted() {
        return new Problems(file);
    }

    void error(int line, String text) {
        errors.add(new Remark(line, text));
    }

    void warning(int line, String text) {
        warnings.add(new Remark(line, text));
    }

    List<String> warnings() {
        return lines(warnings);
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ConfigurationException(lines(errors));
        }
    }

    private List<String> lines(List<Remark> remarks) {
        return remarks.stream()
                .sorted(Comparator.comparingInt(Remark::line))
                .map(remark -> file + (remark.line() > NO_LINE ? " line " + remark.line() : "") + ": " + remark.text())
                .distinct()
                .toList();
    }

    private record Remark(int line, String text) {}
}
