package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads ingestion workflows in the YAML format of OpenMetadata. */
public final class WorkflowReader {
    private final Path directory;
    private final WorkflowYaml format;

    /** Takes where the variables of {@code ${NAME}} come from, which answers null for one that is not set. */
    public WorkflowReader(Function<String, String> environment) {
        this(environment, Path.of(""));
    }

    WorkflowReader(Function<String, String> environment, Path directory) {
        this(environment, directory, true);
    }

    private WorkflowReader(Function<String, String> environment, Path directory, boolean forCatalog) {
        this.directory = directory;
        this.format = new WorkflowYaml(new Environment(environment), directory, forCatalog);
    }

    /** Reads only how the account is reached: what is needed for the catalog may be missing or wrong. */
    public static WorkflowReader ofAccounts(Function<String, String> environment) {
        return new WorkflowReader(environment, Path.of(""), false);
    }

    /**
     * Reads all files that a comma-separated list of files and patterns names, such as {@code eu.yaml,more/*.yaml},
     * relative to the working directory. In a pattern {@code **} stands for any number of directories.
     *
     * @return one workflow a file, sorted by file
     * @throws ConfigurationException with all problems of all files
     */
    public List<Workflow> read(String filesOrGlobs) {
        List<String> problems = new ArrayList<>();
        List<Workflow> workflows = new ArrayList<>();
        for (String file : new WorkflowFiles(directory).find(filesOrGlobs, problems)) {
            try {
                workflows.add(read(file, TextFile.read(directory.resolve(file))));
            } catch (TextFile.Unreadable e) {
                problems.add(file + ": " + e.getMessage() + ": expected a workflow in YAML");
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        refuseSharedServices(workflows, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return List.copyOf(workflows);
    }

    /**
     * Reads one workflow.
     *
     * @param file its name in messages
     * @param yaml its text
     * @throws ConfigurationException with all its problems, in the order of its lines
     */
    public Workflow read(String file, String yaml) {
        return format.read(file, yaml);
    }

    private static void refuseSharedServices(List<Workflow> workflows, List<String> problems) {
        Map<String, String> files = new HashMap<>();
        for (Workflow workflow : workflows) {
            String first = files.putIfAbsent(workflow.serviceName(), workflow.file());
            if (first != null) {
                problems.add(workflow.file() + ": source.serviceName is \"" + workflow.serviceName() + "\", as in "
                        + first + ": expected one workflow a service");
            }
        }
    }
}
