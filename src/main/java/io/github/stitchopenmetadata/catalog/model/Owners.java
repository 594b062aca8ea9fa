package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owners and the domain that pipelines get, by {@code openmetadata.owners} and {@code openmetadata.domain}. */
public final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private static final String OWNERS = "openmetadata.owners";
    private static final String DOMAIN = "openmetadata.domain";

    private OwnerRules rules = OwnerRules.NONE;
    private List<NamedEntity> domain = List.of();

    /**
     * @param owners {@code PATTERN=OWNER; PATTERN=OWNER}
     * @throws IllegalArgumentException if it is not of that form
     */
    public void setOwners(String owners) {
        rules = OwnerRules.parse(OWNERS, owners);
    }

    /** @param fqn of the domain; blank for none */
    public void setDomain(String fqn) {
        domain = fqn.isBlank() ? List.of() : List.of(NamedEntity.domain(DOMAIN, fqn.strip()));
    }

    /**
     * Tells the catalog of a run who owns what.
     *
     * @return what has to be looked up for that, each once; nothing where nothing is configured
     */
    public List<OwnerLookup> lookups(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        Workflow workflow = run.workflow();
        OwnerRules rules = workflow.setting(OWNERS)
                .map(owners -> OwnerRules.parse(OWNERS, owners))
                .orElse(this.rules);
        List<NamedEntity> domain = workflow.setting(DOMAIN)
                .map(fqn -> List.of(NamedEntity.domain(DOMAIN, fqn)))
                .orElse(this.domain);
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
        return named.stream().map(one -> new OwnerLookup(catalog, one)).toList();
    }

    /**
     * @param answer what the catalog has under the name, or a missing node
     * @return why the run goes on without; "" where it does not have to
     */
    public String found(OwnerLookup lookup, JsonNode answer) {
        NamedEntity named = lookup.named();
        return named.objection(answer).map(why -> without(named, why)).orElseGet(() -> {
            lookup.catalog().add(named, named.in(answer));
            return "";
        });
    }

    /** Whether the run goes on without an owner that cannot be read: not where the server or the token is at fault. */
    public boolean canDoWithout(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        return !(cause instanceof CallFailedException call) || call.isFinal();
    }

    /** @return why the run goes on without what the catalog does not tell of */
    public String refused(OwnerLookup lookup, Exception cause) {
        return without(lookup.named(), Explanation.of(cause));
    }

    private static String without(NamedEntity named, String why) {
        return named.setting() + " names " + OneLine.of(named.text()) + ", and the run goes on without: " + why;
    }
}
