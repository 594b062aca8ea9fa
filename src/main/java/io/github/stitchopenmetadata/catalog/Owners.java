package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Explanation;
import io.github.stitchopenmetadata.http.OneLine;
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
            domain.forEach(ours -> without(workflow, ours, "OpenMetadata " + catalog.version() + " has no domains"));
        }
        if (workflow.pipelineMetadata().includeOwners()) {
            catalog.useOwnerRules(rules);
            named.addAll(rules.owners());
        }
        return named;
    }

    /** @param answer what the catalog has under the name, or null */
    public void found(Workflow workflow, Catalog catalog, NamedEntity named, JsonNode answer) {
        named.objection(answer).ifPresentOrElse(
                why -> without(workflow, named, why),
                () -> catalog.add(named, named.in(answer)));
    }

    /** The catalog does not tell. */
    public void refused(Workflow workflow, NamedEntity named, Exception cause) {
        without(workflow, named, Explanation.of(cause));
    }

    private static void without(Workflow workflow, NamedEntity named, String why) {
        LOG.warn("{}: {} names {}, and the run goes on without: {}", workflow.file(), named.setting(), OneLine.of(named.text()), why);
    }
}
