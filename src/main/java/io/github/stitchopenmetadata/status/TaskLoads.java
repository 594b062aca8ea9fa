package io.github.stitchopenmetadata.status;

import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which load belongs to which task of a pipeline. A task is known by its name, which nobody can edit: it is that of its
 * stream, with the schema, or the database and the schema, and a dot in front where several streams have one name. A load may
 * bear the name of the stream, or that of its table before the destination's rule. A load that several tasks may have is
 * nobody's.
 */
final class TaskLoads {

    /** Stands for a schema or a database that the name of a task does not tell. No name has it. */
    private static final String UNKNOWN = "\u0001";

    /** What the name of a task ends with where nothing else tells its stream from others. */
    private static final Pattern NUMBER = Pattern.compile(" #\\d+$");

    private final SourceRules source;
    private final Map<String, String> properties;
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Set<String>> byTable = new HashMap<>();
    private final Set<String> withoutSchema = new HashSet<>();
    private final List<String> joints = new ArrayList<>();

    /**
     * @param properties of the source
     * @param tasks      of its pipeline
     */
    TaskLoads(SourceRules source, Map<String, String> properties, Collection<String> tasks) {
        this.source = source;
        this.properties = properties;
        tasks.forEach(this::add);
        String stream = UNKNOWN + UNKNOWN;
        source.baseNames(new StreamName(stream, UNKNOWN, UNKNOWN), properties).stream()
                .filter(name -> name.endsWith(stream) && name.startsWith(UNKNOWN) && !name.equals(stream))
                .map(name -> name.substring(0, name.length() - stream.length()))
                .map(name -> name.substring(name.lastIndexOf(UNKNOWN) + 1))
                .distinct()
                .forEach(joints::add);
    }

    /**
     * @param loads     of the source, by the names that they bear
     * @param nameLimit how many characters the name of a task may have
     * @return the loads by task
     */
    Map<String, Load> of(Map<String, Load> loads, int nameLimit) {
        Map<String, Load> exact = new HashMap<>();
        Map<String, Load> byTables = new HashMap<>();
        Map<String, List<Load>> alike = new LinkedHashMap<>();
        loads.forEach((name, load) -> {
            String task = byName.get(Fqn.name(name, nameLimit));
            Set<String> tasks = byTable.getOrDefault(name, Set.of());
            if (task != null) {
                exact.put(task, load);
            } else if (tasks.size() == 1) {
                byTables.merge(tasks.iterator().next(), load, TaskLoads::later);
            } else if (tasks.isEmpty()) {
                ending(name).ifPresent(each -> alike.computeIfAbsent(each, key -> new ArrayList<>(1))
                        .add(load));
            }
        });
        Map<String, Load> found = new HashMap<>();
        // of several schemas only one is selected, and nothing tells which
        alike.entrySet().stream()
                .filter(some -> some.getValue().size() == 1)
                .forEach(some -> found.put(some.getKey(), some.getValue().get(0)));
        found.putAll(byTables);
        found.putAll(exact);
        return found;
    }

    private void add(String task) {
        byName.put(task, task);
        String name = NUMBER.matcher(task).replaceFirst("");
        byTable.computeIfAbsent(name, key -> new LinkedHashSet<>(1)).add(task);
        if (name.indexOf('.') < 0) {
            withoutSchema.add(name);
            add(task, StreamName.of(name));
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            String around = name.substring(0, dot);
            String stream = name.substring(dot + 1);
            int inner = around.indexOf('.');
            if (inner < 0) {
                add(task, new StreamName(stream, around, null));
                add(task, new StreamName(stream, null, around));
            } else {
                add(task, new StreamName(stream, around.substring(0, inner), around.substring(inner + 1)));
            }
        }
    }

    private void add(String task, StreamName stream) {
        source.baseNames(stream, properties)
                .forEach(table -> byTable.computeIfAbsent(table, key -> new LinkedHashSet<>(1))
                        .add(task));
    }

    /** The task that a load may belong to whose name begins with a schema that the task does not tell. */
    private Optional<String> ending(String name) {
        Set<String> tasks = new LinkedHashSet<>();
        for (String joint : joints) {
            for (int at = name.indexOf(joint, 1); at > 0; at = name.indexOf(joint, at + 1)) {
                String stream = name.substring(at + joint.length());
                if (withoutSchema.contains(stream)) {
                    tasks.add(stream);
                }
            }
        }
        return tasks.size() == 1 ? tasks.stream().findFirst() : Optional.empty();
    }

    private static Load later(Load one, Load other) {
        return other.loadedAt() > one.loadedAt() ? other : one;
    }
}
