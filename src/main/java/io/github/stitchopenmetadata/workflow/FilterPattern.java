package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Decides by name which pipelines are brought, as OpenMetadata does from 1.5 on.
 *
 * @param includes what a name must begin with, one of them; none lets every name in
 * @param excludes what a name must not begin with
 */
public record FilterPattern(List<Pattern> includes, List<Pattern> excludes) {
    private static final Pattern PYTHON_GROUP = Pattern.compile("\\(\\?P<(\\w+)>|\\(\\?P=(\\w+)\\)");

    public FilterPattern {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** Whether a pipeline called {@code name} is brought. A pattern is anchored at the start of the name only. */
    public boolean accepts(String name) {
        return (includes.isEmpty() || beginsWith(includes, name)) && !beginsWith(excludes, name);
    }

    /**
     * As the workflow format means it: in any letter case, over all of Unicode as in Python.
     *
     * @throws PatternSyntaxException if it is no regular expression
     */
    public static Pattern compile(String regex) {
        return Pattern.compile(
                ofPython(regex), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Named groups as Java writes them, whose names have letters and digits only. */
    private static String ofPython(String regex) {
        return PYTHON_GROUP
                .matcher(regex)
                .replaceAll(group -> group.group(1) != null
                        ? "(?<" + group.group(1).replace("_", "U") + ">"
                        : "\\\\k<" + group.group(2).replace("_", "U") + ">");
    }

    /** What is wrong with a regular expression, in one line. */
    public static String reason(PatternSyntaxException e) {
        String description = e.getDescription().replaceAll("\\s+", " ");
        return description + (e.getIndex() < 0 ? "" : " near index " + e.getIndex());
    }

    static FilterPattern from(Section section) {
        return new FilterPattern(Values.patterns(section, "includes"), Values.patterns(section, "excludes"));
    }

    private static boolean beginsWith(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).lookingAt());
    }
}
