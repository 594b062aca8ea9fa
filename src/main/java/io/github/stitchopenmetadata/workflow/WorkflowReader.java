package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

    /** @param trustedHosts to which tokens may travel over plain HTTP */
    WorkflowReader(Function<String, String> environment, Collection<String> trustedHosts) {
        this(new Environment(environment, trustedHosts), Path.of(""), true);
    }

    WorkflowReader(Function<String, String> environment, Path directory) {
        this(new Environment(environment), directory, true);
    }

    private WorkflowReader(Environment environment, Path directory, boolean forCatalog) {
        this.directory = directory;
        this.format = new WorkflowYaml(environment, directory, forCatalog);
    }

    /** Reads only how the account is reached: what is needed for the catalog may be missing or wrong. */
    static WorkflowReader ofAccounts(Function<String, String> environment, Collection<String> trustedHosts) {
        return new WorkflowReader(new Environment(environment, trustedHosts), Path.of(""), false);
    }

    /**
     * Reads all files that a comma-separated list of files and patterns names, such as {@code eu.yaml,more/*.yaml},
     * relative to the working directory. In a pattern {@code **} stands for any number of directories.
     *
     * @return one workflow a file, sorted by file
     * @throws ConfigurationException with all problems of all files
     */
    public List<Workflow> read(String filesOrGlobs) {
        return read(filesOrGlobs, problems -> {
            throw new ConfigurationException(problems);
        });
    }

    /**
     * The same for as many of several files as can be used.
     *
     * @param refusals is told of what is wrong with the others
     * @throws ConfigurationException if none can be used, or what is wrong does not belong to one file
     */
    public List<Workflow> read(String filesOrGlobs, Refusals refusals) {
        List<String> problems = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<Workflow> workflows = new ArrayList<>();
        for (String file : new WorkflowFiles(directory).find(filesOrGlobs, problems)) {
            try {
                workflows.add(read(file, TextFile.read(directory.resolve(file))));
            } catch (TextFile.Unreadable e) {
                refused.add(file + ": " + e.getMessage() + ": expected a workflow in YAML");
            } catch (ConfigurationException e) {
                refused.addAll(e.problems());
            }
        }
        findDoubles(workflows, problems);
        if (!problems.isEmpty() || workflows.isEmpty()) {
            problems.addAll(refused);
            throw new ConfigurationException(problems);
        }
        if (!refused.isEmpty()) {
            refusals.accountRefused(refused);
        }
        return List.copyOf(workflows);
    }

    /**
     * Reads one file.
     *
     * @throws ConfigurationException with all its problems
     */
    Workflow readOne(String file) {
        return read(file, problems -> {}).get(0);
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

    /** One account may go to several servers, but to each of them only once. */
    private static void findDoubles(List<Workflow> workflows, List<String> problems) {
        Map<String, String> files = new HashMap<>();
        for (Workflow workflow : workflows) {
            String first = files.putIfAbsent(
                    workflow.serviceName() + " " + workflow.openMetadata().baseUrl(), workflow.file());
            if (first != null) {
                problems.add(workflow.file() + ": source.serviceName is \"" + workflow.serviceName() + "\", as in "
                        + first + ", on the same server: expected one workflow a service");
            }
        }
    }
}
