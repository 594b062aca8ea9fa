package io.github.stitchopenmetadata.flow.rules;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A route but for its steps, or one of its steps but for the steps in that.
 *
 * @param tree of a step the item of the list, with the step's kind as its only field
 */
record Place(Entry entry, Tree tree) {

    private static final Set<String> PROSE = Set.of("id", "description", "note", "message", "log");

    /** The kind of the step, {@code setBody} or {@code to} or the like; empty for the route itself. */
    String step() {
        return isStep() ? tree.fields().keySet().stream().findFirst().orElse("") : "";
    }

    private boolean isStep() {
        return tree != entry.value();
    }

    /** What the step is told. */
    Tree value() {
        return isStep() ? tree.get(step()) : tree;
    }

    /** All that stands in it. */
    Stream<Tree.Field> fields() {
        return tree.within("steps"::equals);
    }

    /** The scalars in it, in the order of the file. */
    Stream<Tree.Field> scalars() {
        return fields().filter(field -> !field.value().text().isEmpty());
    }

    /** The scalars in it that Camel does not only show or log. */
    Stream<Tree.Field> codes() {
        return scalars().filter(field -> !PROSE.contains(field.key()));
    }

    /** A sentence that begins with the file, the route and the step. */
    String tells(String what) {
        return tells(isStep() ? tree.line() : entry.line(), what);
    }

    /** @param line of the part of the step that is meant */
    String tells(int line, String what) {
        return entry.file() + ":" + line + ": " + where() + ": " + what;
    }

    /** The route and the step. */
    String where() {
        String id = value().get("id").text();
        return route() + (isStep() ? ", " + step() + (id.isEmpty() ? "" : " " + id) : "");
    }

    /** The route. */
    String route() {
        return entry.kind() + (entry.id().isEmpty() ? "" : " " + entry.id());
    }
}
