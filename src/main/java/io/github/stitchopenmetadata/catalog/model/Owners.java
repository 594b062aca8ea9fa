package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owners and the domain that pipelines get, by {@code openmetadata.owners} and {@code openmetadata.domain}. */
public final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private OwnerRules rules = OwnerRules.NONE;
    private List<NamedEntity> domain = List.of();

    /**
     * @param owners {@code PATTERN=OWNER; PATTERN=OWNER}
     * @throws IllegalArgumentException if it is not of that form
     */
    public void setOwners(String owners) {
        rules = OwnerRules.parse("openmetadata.owners", owners);
    }

    /** @param fqn of the domain; blank for none */
    public void setDomain(String fqn) {
        domain = fqn.isBlank() ? List.of() : List.of(NamedEntity.domain("openmetadata.domain", fqn.strip()));
    }

    /**
     * Tells the catalog of a run who owns what.
     *
     * @return what has to be looked up for that, each once; nothing where nothing is configured
     */
    public List<NamedEntity> open(Workflow workflow, Catalog catalog) {
        List<NamedEntity> named = new ArrayList<>();
        if (catalog.version().hasDomain()) {
            named.addAll(domain);
        } else {
            domain.forEach(ours -> LOG.warn(
                    "{}: {}", workflow.file(), without(ours, "OpenMetadata " + catalog.version() + " has no domains")));
        }
        if (workflow.pipelineMetadata().includeOwners()) {
            catalog.useOwnerRules(rules);
            named.addAll(rules.owners());
        }
        return named;
    }

    /**
     * @param answer what the catalog has under the name, or null
     * @return why the run goes on without, or null
     */
    public String found(Catalog catalog, NamedEntity named, JsonNode answer) {
        return named.objection(answer).map(why -> without(named, why)).orElseGet(() -> {
            catalog.add(named, named.in(answer));
            return null;
        });
    }

    /** @return why the run goes on without what the catalog does not tell of */
    public String refused(NamedEntity named, Exception cause) {
        return without(named, Explanation.of(cause));
    }

    private static String without(NamedEntity named, String why) {
        return named.setting() + " names " + OneLine.of(named.text()) + ", and the run goes on without: " + why;
    }
}
