package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.lineage.StitchApp;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.SelectedSources;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Sources;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Puts together what the run status of an account is made of: its sources, the last load of each stream, their pipelines
 * in the catalog, and then the extractions, page by page.
 */
public final class StatusBook {

    private record Pipeline(String fqn, List<String> tasks) {}

    private final Catalog catalog;
    private final CatalogVersion version;
    private final boolean inBulk;
    private final long clientId;
    private final Instant earliest;
    private final LoadingRules rules;
    private final SelectedSources selected;
    private final Map<Long, Source> sources = new HashMap<>();
    private final Map<String, Map<String, Load>> loads = new HashMap<>();
    private final Map<String, Pipeline> pipelines = new HashMap<>();
    private final Map<String, KnownStatus> known = new HashMap<>();
    private final Times times = new Times();
    private long unreadable;

    /**
     * @param inBulk   whether statuses go to the endpoint for many
     * @param account  the account and its sources
     * @param earliest jobs that started before are left out; null for none
     * @param rules    tell what the loads of a stream are called
     * @param selected the sources whose runs are brought
     */
    StatusBook(
            Catalog catalog,
            boolean inBulk,
            Account account,
            Instant earliest,
            LoadingRules rules,
            SelectedSources selected) {
        this.catalog = catalog;
        this.version = catalog.version();
        this.inBulk = inBulk;
        this.clientId = account.clientId();
        this.earliest = earliest;
        this.rules = rules;
        this.selected = selected;
        Sources all = account.sources();
        for (Sources.Listed listed : all) {
            try {
                Source source = all.source(listed);
                if (!source.isDeleted() && selected.has(source)) {
                    sources.put(source.id(), source);
                    loads.put(source.name(), new HashMap<>());
                }
            } catch (InvalidAnswerException unreadable) {
                // the lineage run reports such a source; it has no pipeline that a status could go to
            }
        }
    }

    Catalog catalog() {
        return catalog;
    }

    /** What tells it from a book for other sources of the account. */
    String selection() {
        return selected.key();
    }

    /** The number of the account. */
    long clientId() {
        return clientId;
    }

    boolean hasSources() {
        return clientId > 0 && !sources.isEmpty();
    }

    /** @param page of loads; those of sources that are gone are passed over, and of a stream that comes again the later one counts */
    void addLoads(List<JsonNode> page) {
        for (JsonNode json : page) {
            if (!json.path("source_name").isTextual()
                    || !json.path("stream_name").isTextual()) {
                unreadable++;
                continue;
            }
            Map<String, Load> ofSource = loads.get(json.path("source_name").asText());
            if (ofSource != null) {
                ofSource.put(json.path("stream_name").asText(), Load.of(json, times));
            }
        }
    }

    /** The loads that were read so far, by source and stream. */
    Map<String, Map<String, Load>> lastLoads() {
        return loads;
    }

    /** @param earlier loads that were read before; those of sources that are gone are passed over */
    void restoreLoads(Map<String, Map<String, Load>> earlier) {
        loads.forEach((source, ofSource) -> ofSource.putAll(earlier.getOrDefault(source, Map.of())));
    }

    /** @param page pipelines of our service as the server lists them with {@code fields=tasks,pipelineStatus} */
    void addPipelines(List<JsonNode> page) {
        for (JsonNode json : page) {
            List<String> tasks = new ArrayList<>();
            json.path("tasks").forEach(task -> tasks.add(task.path("name").asText()));
            String fqn = json.path("fullyQualifiedName").asText();
            pipelines.put(json.path("name").asText(), new Pipeline(fqn, List.copyOf(tasks)));
            KnownStatus latest = KnownStatus.of(json.path("pipelineStatus"));
            if (latest != null) {
                known.put(fqn, latest);
            }
        }
    }

    /**
     * @param page of extractions
     * @return the status of each pipeline that the page tells of, oldest first; each is made when it is asked for, since one
     *         of a source with many streams is large
     */
    Iterator<StatusDelivery> statuses(List<JsonNode> page) {
        return page.stream()
                .map(this::extraction)
                .filter(extraction -> extraction != null
                        && (earliest == null || !extraction.startedAt().isBefore(earliest)))
                .filter(extraction -> pipeline(extraction) != null)
                .sorted(Comparator.comparing(Extraction::startedAt))
                .map(this::status)
                .iterator();
    }

    private Pipeline pipeline(Extraction extraction) {
        Source source = sources.get(extraction.sourceId());
        return source == null ? null : pipelines.get(Fqn.name(source.name(), version.nameLimit()));
    }

    private StatusDelivery status(Extraction extraction) {
        Pipeline pipeline = pipeline(extraction);
        String logLink = StitchApp.job(clientId, extraction.sourceId(), extraction.jobName());
        return new StatusDelivery(
                this,
                sources.get(extraction.sourceId()),
                pipeline.fqn,
                StatusBody.of(extraction, pipeline.tasks, loads(extraction, pipeline), logLink, version),
                inBulk);
    }

    /** The latest status of a pipeline that the catalog has, as far as it is known; or null. */
    KnownStatus latest(String pipelineFqn) {
        return known.get(pipelineFqn);
    }

    private Map<String, Load> loads(Extraction extraction, Pipeline pipeline) {
        Source source = sources.get(extraction.sourceId());
        return new TaskLoads(rules.source(source.type(), source.protocol()), source.options(), pipeline.tasks)
                .of(loads.get(source.name()), version.taskNameLimit(pipeline.fqn));
    }

    private Extraction extraction(JsonNode json) {
        Extraction extraction = Extraction.of(json, times);
        unreadable += extraction == null ? 1 : 0;
        return extraction;
    }

    /** What was read otherwise than as it stands, each in a sentence. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (times.withoutZone() > 0) {
            notes.add(times.withoutZone() + " times of extractions and loads have no time zone and are read as UTC");
        }
        if (unreadable > 0) {
            notes.add(unreadable
                    + " records of extractions and loads lack their source, stream or start and are passed over");
        }
        return notes;
    }

    void latest(String pipelineFqn, KnownStatus status) {
        known.put(pipelineFqn, status);
    }
}
