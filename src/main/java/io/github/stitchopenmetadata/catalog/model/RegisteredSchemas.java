package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of registered tables, and which of them is that of a source. The account that came first keeps the schema
 * {@code SOURCE}; a source of the same name in another account has {@code SOURCE__SERVICE}, by its pipeline service. Schemas of
 * earlier versions do not say whose they are: they belong to the first of those pipeline services that have a pipeline of that
 * name, in the order of code points. Thread-safe.
 */
final class RegisteredSchemas {

    private static final String APART = "__";
    private static final int HASH = 8;
    private static final Comparator<String> BY_CODE_POINTS =
            Comparator.comparing(name -> name.codePoints().toArray(), Arrays::compare);

    private final String pipelineService;
    private final int nameLimit;
    private final Map<String, JsonNode> known = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> servicesBySource = new ConcurrentHashMap<>();
    private final Map<String, String> chosen = new ConcurrentHashMap<>();
    private volatile boolean pipelinesKnown;

    /** @param pipelineService whose sources are asked for */
    RegisteredSchemas(String pipelineService, int nameLimit) {
        this.pipelineService = pipelineService;
        this.nameLimit = nameLimit;
    }

    /** @param schema as the server lists it, deleted or not */
    void add(JsonNode schema) {
        known.put(schema.path("name").asText(), schema);
    }

    /** @param service that has this pipeline */
    void add(String service, KnownPipeline pipeline) {
        if (pipeline.isDelivered()) {
            servicesBySource
                    .computeIfAbsent(Fqn.name(pipeline.name(), nameLimit), name -> ConcurrentHashMap.newKeySet())
                    .add(service);
        }
    }

    /** Those that say that they are of this pipeline service. */
    List<JsonNode> own() {
        return known.values().stream()
                .filter(schema -> SchemaMark.isOf(pipelineService, schema))
                .sorted(Comparator.comparing(schema -> schema.path("name").asText()))
                .toList();
    }

    /** Whether a schema says that it is of a source of this pipeline service. */
    boolean isOf(String source, JsonNode schema) {
        return mark(source).isOn(schema);
    }

    boolean hasOthers() {
        return known.values().stream().anyMatch(schema -> !SchemaMark.isOf(pipelineService, schema));
    }

    /** The pipelines of all services have been added. */
    void pipelinesKnown() {
        pipelinesKnown = true;
    }

    /** Whether the pipelines of other services decide whose the schema of this name is. */
    boolean needsPipelines(String source) {
        return !pipelinesKnown
                && isUnmarked(names(source).get(0))
                && names(source).stream().noneMatch(name -> isOf(source, name));
    }

    /** The name of the schema of a source, the same throughout a run. */
    String name(String source) {
        return chosen.computeIfAbsent(source, this::choose);
    }

    /** Whether the schema of a source is there. */
    boolean exists(String source) {
        JsonNode schema = known.get(name(source));
        return schema != null && !schema.path("deleted").asBoolean();
    }

    /** Whether the schema of a source is there and does not say whose it is. */
    boolean lacksMark(String source) {
        return exists(source) && isUnmarked(name(source));
    }

    /** The id of the schema of a source. */
    String id(String source) {
        return known.get(name(source)).path("id").asText();
    }

    /** What PUT takes to make the schema of a source, without the database. */
    ObjectNode body(String source, String displayName) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", name(source))
                .put("displayName", displayName)
                .put("description", mark(source).text());
    }

    /** What PATCH takes to add the mark to what people wrote into the description. */
    ArrayNode marking(String source) {
        String before = SchemaMark.description(known.get(name(source)));
        ArrayNode patch = Json.MAPPER.createArrayNode();
        if (!before.isEmpty()) {
            // somebody may write into it meanwhile: then the server refuses all of this
            patch.addObject().put("op", "test").put("path", "/description").put("value", before);
        }
        patch.addObject().put("op", "add").put("path", "/description").put("value", described(source));
        return patch;
    }

    /**
     * The schema of a source has been made.
     *
     * @param answer to PUT
     * @throws InvalidAnswerException where another account made it first
     */
    void made(String source, JsonNode answer) {
        known.put(name(source), answer);
        if (SchemaMark.isOnAny(answer) && !isOf(source, name(source))) {
            throw new InvalidAnswerException("another account has just registered its source of the same name as "
                    + name(source) + "; the next run registers this one apart from it");
        }
    }

    /** The schema of a source says whose it is now. */
    void marked(String source) {
        ObjectNode schema = known.get(name(source)).deepCopy();
        known.put(name(source), schema.put("description", described(source)));
    }

    private String choose(String source) {
        List<String> names = names(source);
        return names.stream()
                .filter(name -> isOf(source, name))
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> !known.containsKey(name)
                                || (name.equals(names.get(0)) && isUnmarked(name) && inherits(source)))
                        .findFirst())
                .orElse(names.get(names.size() - 1));
    }

    private List<String> names(String source) {
        String apart = source + APART + pipelineService;
        String hash = Fqn.hash(pipelineService + '\n' + source).substring(0, HASH);
        return List.of(
                Fqn.name(source, nameLimit), Fqn.name(apart, nameLimit), Fqn.name(apart + APART + hash, nameLimit));
    }

    /** Whether an unmarked schema is left to the pipeline service: no other is before it that has no schema of its own. */
    private boolean inherits(String source) {
        String name = Fqn.name(source, nameLimit);
        return servicesBySource.getOrDefault(name, Set.of()).stream()
                .filter(service -> known.values().stream().noneMatch(new SchemaMark(name, service)::isOn))
                .min(BY_CODE_POINTS)
                .map(pipelineService::equals)
                .orElse(true);
    }

    private boolean isOf(String source, String name) {
        return known.containsKey(name) && mark(source).isOn(known.get(name));
    }

    private boolean isUnmarked(String name) {
        return known.containsKey(name) && !SchemaMark.isOnAny(known.get(name));
    }

    private String described(String source) {
        String before = SchemaMark.description(known.get(name(source)));
        return before.isEmpty()
                ? mark(source).text()
                : before + "\n\n" + mark(source).text();
    }

    private SchemaMark mark(String source) {
        return new SchemaMark(Fqn.name(source, nameLimit), pipelineService);
    }
}
