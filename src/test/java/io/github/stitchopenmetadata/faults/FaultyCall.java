package io.github.stitchopenmetadata.faults;

import io.github.stitchopenmetadata.faults.FaultProxy.Call;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** The calls that a run makes, each with what it costs if it fails and does not heal. */
enum FaultyCall {
    SOURCES(Scene.FIRST_RUN, get("/v4/sources"), End.STOPPED),
    DESTINATIONS(Scene.FIRST_RUN, get("/v4/destinations"), End.FAILED, "", Map.of(Fault.UNAUTHORIZED, End.STOPPED)),
    FIRST_LOADS(Scene.FIRST_RUN, get("/v4/42/loads"), End.NOTED, "clicks"),
    FIRST_LOADS_2ND_PAGE(Scene.FIRST_RUN, get("/v4/42/loads[?]page=2"), End.NOTED, "clicks"),
    DESTINATION_OF_SOURCE(Scene.FIRST_RUN, get("/v4/destinations[?]source_id=1"), End.NOTED, "shop"),
    CONNECTION_CHECK(
            Scene.FIRST_RUN,
            get("/v4/sources/2/last-connection-check"),
            End.NOTED,
            "fulfilment",
            Map.of(
                    Fault.BAD_REQUEST,
                    End.TAKEN_AS_ABSENT,
                    Fault.NOT_FOUND,
                    End.TAKEN_AS_ABSENT,
                    Fault.EMPTY,
                    End.TAKEN_AS_ABSENT)),
    STREAMS(Scene.FIRST_RUN, get("/v4/sources/1/streams"), End.SOURCE_FAILED, "shop"),
    SCHEMA(Scene.FIRST_RUN, get("/v4/sources/1/streams/11"), End.STREAM_FAILED, "shop"),

    VERSION(Scene.FIRST_RUN, get("/api/v1/system/version"), End.STOPPED),
    PIPELINE_SERVICE(
            Scene.FIRST_RUN,
            get("/api/v1/services/pipelineServices/name/stitch"),
            End.STOPPED,
            Map.of(Fault.NOT_FOUND, End.DELIVERED)),
    LOGGED_IN_USER(Scene.FIRST_RUN, get("/api/v1/users/loggedInUser"), End.DELIVERED),
    OWNER(
            Scene.FIRST_RUN,
            get("/api/v1/teams/name/data_platform"),
            End.STOPPED,
            "shop",
            Map.of(
                    Fault.BAD_REQUEST,
                    End.NOTED,
                    Fault.FORBIDDEN,
                    End.NOTED,
                    Fault.NOT_FOUND,
                    End.NOTED,
                    Fault.TOO_LARGE,
                    End.NOTED,
                    Fault.EMPTY,
                    End.NOTED,
                    Fault.WRONG_TYPE,
                    End.NOTED)),
    DATABASE_SERVICE(Scene.FIRST_RUN, get("/api/v1/services/databaseServices/name/warehouse"), End.STOPPED),
    DATABASES(Scene.FIRST_RUN, get("/api/v1/databases[?]service=warehouse&.*"), End.STOPPED),
    SCHEMAS(Scene.FIRST_RUN, get("/api/v1/databaseSchemas[?]database=warehouse.DWH&.*"), End.STOPPED),
    REGISTERED_SERVICE(
            Scene.FIRST_RUN,
            get("/api/v1/services/databaseServices/name/stitch_sources.*"),
            End.STOPPED,
            Map.of(Fault.NOT_FOUND, End.DELIVERED)),
    PUT_PIPELINE_SERVICE(Scene.FIRST_RUN, put("/services/pipelineServices", ".*"), End.STOPPED),
    TABLES(
            Scene.FIRST_RUN,
            get("/api/v1/tables[?]databaseSchema=warehouse.DWH.SHOP&((?!after).)*"),
            End.DEAD_LETTER,
            "shop"),
    TABLES_2ND_PAGE(
            Scene.FIRST_RUN,
            get("/api/v1/tables[?]databaseSchema=warehouse.DWH.SHOP&.*after=.*"),
            End.DEAD_LETTER,
            "shop"),
    TAG(
            Scene.FIRST_RUN,
            get("/api/v1/tags/name/Stitch.connection-failing"),
            End.DEAD_LETTER,
            "fulfilment",
            Map.of(Fault.NOT_FOUND, End.DELIVERED)),
    CLASSIFICATION(
            Scene.FIRST_RUN,
            get("/api/v1/classifications/name/Stitch"),
            End.DEAD_LETTER,
            "",
            Map.of(Fault.NOT_FOUND, End.DELIVERED)),
    PUT_CLASSIFICATION(Scene.FIRST_RUN, put("/classifications", ".*"), End.DEAD_LETTER, "", answerIsNotRead()),
    PUT_TAG(
            Scene.FIRST_RUN,
            put("/tags", ".*\"connection-failing\".*"),
            End.DEAD_LETTER,
            "fulfilment",
            answerIsNotRead()),
    PUT_PIPELINE(
            Scene.FIRST_RUN,
            put("/pipelines", ".*\"name\":\"shop\".*\"sourceHash\":\"0{15}[01].*"),
            End.DEAD_LETTER,
            "shop"),
    SEAL(
            Scene.FIRST_RUN,
            put("/pipelines", ".*\"name\":\"shop\".*\"sourceHash\":\"(?!0{15}[01]).*"),
            End.DEAD_LETTER,
            "shop",
            answerIsNotRead()),
    PUT_REGISTERED_SERVICE(
            Scene.FIRST_RUN, put("/services/databaseServices", ".*"), End.DEAD_LETTER, "", answerIsNotRead()),
    PUT_TABLE(Scene.FIRST_RUN, put("/tables", ".*\"name\":\"deals\".*"), End.DEAD_LETTER, "crm"),
    EDGES_INTO(
            Scene.FIRST_RUN,
            (rig, call) -> is(call, "GET", "/api/v1/lineage/table/" + rig.tableId("warehouse.DWH.SHOP.ORDERS") + ".*"),
            End.DEAD_LETTER,
            "shop"),
    PUT_EDGE(
            Scene.FIRST_RUN,
            (rig, call) -> is(call, "PUT", "/api/v1/lineage")
                    && call.body().contains(rig.tableId("warehouse.DWH.SHOP.ORDERS")),
            End.DEAD_LETTER,
            "shop",
            answerIsNotRead()),

    PIPELINES(Scene.NEXT_RUN, get("/api/v1/pipelines[?]service=stitch&.*"), End.STOPPED),
    REGISTERED_SCHEMAS(Scene.NEXT_RUN, get("/api/v1/databaseSchemas[?]database=stitch_sources.*"), End.STOPPED),
    REGISTERED_TABLES(
            Scene.NEXT_RUN, get("/api/v1/tables[?]databaseSchema=stitch_sources.*crm.*"), End.DEAD_LETTER, "crm"),
    PIPELINE_BEFORE(Scene.NEXT_RUN, ofPipeline("GET", "shop", "[?]fields=tasks&.*"), End.DEAD_LETTER, "shop"),
    PIPELINE_TO_CORRECT(Scene.NEXT_RUN, ofPipeline("GET", "shop", "[?]fields=tasks,tags,.*"), End.DEAD_LETTER, "shop"),
    PATCH_PIPELINE(
            Scene.NEXT_RUN,
            ofPipeline("PATCH", "shop", ""),
            End.DEAD_LETTER,
            "shop",
            // it is made anew, and then there is nothing left to correct
            Map.of(
                    Fault.EMPTY,
                    End.DELIVERED,
                    Fault.WRONG_TYPE,
                    End.DELIVERED,
                    Fault.RESET_IN_THE_BODY,
                    End.DELIVERED,
                    Fault.TRUNCATED,
                    End.DELIVERED,
                    Fault.TIMEOUT,
                    End.DELIVERED,
                    Fault.SLOW_DRIP,
                    End.DELIVERED,
                    Fault.INVALID_JSON,
                    End.DELIVERED)),
    EDGES_OF_PIPELINE(Scene.NEXT_RUN, edgesOf("shop"), End.DEAD_LETTER, "shop"),
    DELETE_EDGE(
            Scene.NEXT_RUN,
            (rig, call) -> is(call, "DELETE", "/api/v1/lineage/.*" + rig.tableId("warehouse.DWH.SHOP.CUSTOMERS")),
            End.DEAD_LETTER,
            "shop",
            Map.of(Fault.NOT_FOUND, End.DELIVERED, Fault.EMPTY, End.DELIVERED, Fault.WRONG_TYPE, End.DELIVERED)),
    OPEN_SEAL(Scene.NEXT_RUN, ofPipeline("PATCH", "fulfilment", ""), End.FAILED, "fulfilment", answerIsNotRead()),
    EDGES_OF_FORMER_PIPELINE(Scene.NEXT_RUN, edgesOf("fulfilment"), End.FAILED, "fulfilment"),
    DELETE_PIPELINE(
            Scene.NEXT_RUN,
            ofPipeline("DELETE", "fulfilment", "[?]hardDelete=false"),
            End.FAILED,
            "fulfilment",
            Map.of(Fault.NOT_FOUND, End.DELIVERED, Fault.EMPTY, End.DELIVERED, Fault.WRONG_TYPE, End.DELIVERED)),
    /** What the run tells of itself costs nothing but itself. */
    PUT_OWN_STATUS(
            Scene.NEXT_RUN,
            put("/services/ingestionPipelines/.*/pipelineStatus", ".*"),
            End.DELIVERED,
            "",
            Map.of(Fault.UNAUTHORIZED, End.DELIVERED)),

    LOADS(Scene.STATUS, get("/v4/42/loads"), End.FAILED, ""),
    LOADS_2ND_PAGE(Scene.STATUS, get("/v4/42/loads[?]page=2"), End.FAILED, ""),
    EXTRACTIONS(Scene.STATUS, get("/v4/42/extractions"), End.FAILED, ""),
    EXTRACTIONS_2ND_PAGE(Scene.STATUS, get("/v4/42/extractions[?]page=2"), End.FAILED, "crm"),
    PIPELINES_WITH_TASKS(Scene.STATUS, get("/api/v1/pipelines[?]fields=tasks,pipelineStatus&.*"), End.FAILED, ""),
    PUT_STATUS(Scene.STATUS, put("/pipelines/stitch.shop/status", ".*"), End.FAILED, "shop", answerIsNotRead()),
    PUT_STATUSES(
            Scene.BULK_STATUS, put("/pipelines/stitch.shop/status/bulk", ".*"), End.FAILED, "shop", answerIsNotRead());

    /** What a run is made of. */
    enum Scene {
        /** Into an empty catalog. */
        FIRST_RUN,
        /** After things have changed in Stitch. */
        NEXT_RUN,
        STATUS,
        BULK_STATUS;

        boolean isStatus() {
            return this == STATUS || this == BULK_STATUS;
        }
    }

    /** How a run may end. */
    enum End {
        /** As if nothing had happened. */
        DELIVERED,
        /** The server says that there is no such thing, and is believed. */
        TAKEN_AS_ABSENT,
        /** All was delivered that could be, and a note says what was not, and why. */
        NOTED,
        /** One stream has no edge. */
        STREAM_FAILED,
        /** One source was not read. */
        SOURCE_FAILED,
        /** What was not delivered lies in a file. */
        DEAD_LETTER,
        /** Something is as it was before. */
        FAILED,
        /** Nothing was written. */
        STOPPED,
        /** Nothing was written any more. */
        STOPPED_MIDWAY
    }

    private final Scene scene;
    private final BiPredicate<FaultRig, Call> which;
    private final End end;
    private final String source;
    private final Map<Fault, End> exceptions;

    FaultyCall(Scene scene, BiPredicate<FaultRig, Call> which, End end) {
        this(scene, which, end, "", Map.of());
    }

    FaultyCall(Scene scene, BiPredicate<FaultRig, Call> which, End end, String source) {
        this(scene, which, end, source, Map.of());
    }

    FaultyCall(Scene scene, BiPredicate<FaultRig, Call> which, End end, Map<Fault, End> exceptions) {
        this(scene, which, end, "", exceptions);
    }

    /**
     * @param source     the one that the call is for; "" for all
     * @param exceptions faults that end otherwise
     */
    FaultyCall(Scene scene, BiPredicate<FaultRig, Call> which, End end, String source, Map<Fault, End> exceptions) {
        this.scene = scene;
        this.which = which;
        this.end = end;
        this.source = source;
        this.exceptions = exceptions;
    }

    Scene scene() {
        return scene;
    }

    String source() {
        return source;
    }

    boolean isOf(FaultRig rig, Call call) {
        return which.test(rig, call);
    }

    /** The rule for all calls and faults. */
    End end(Fault fault, boolean once) {
        if (once && fault.mayHeal(isStitch()) && this != LOGGED_IN_USER) {
            return End.DELIVERED;
        }
        if (fault.kind() == Fault.Kind.REFUSED && !exceptions.containsKey(fault)) {
            return end == End.STOPPED || isBeforeTheFirstWrite() ? End.STOPPED : End.STOPPED_MIDWAY;
        }
        return exceptions.getOrDefault(fault, end);
    }

    /** What a run says of a fault, at least. */
    String words(Fault fault) {
        return fault == Fault.NOT_FOUND && Set.of(OWNER, EDGES_INTO).contains(this)
                ? "OpenMetadata has no "
                : fault.words();
    }

    boolean isStitch() {
        return Set.of(
                        SOURCES,
                        DESTINATIONS,
                        FIRST_LOADS,
                        FIRST_LOADS_2ND_PAGE,
                        DESTINATION_OF_SOURCE,
                        CONNECTION_CHECK,
                        STREAMS,
                        SCHEMA,
                        LOADS,
                        LOADS_2ND_PAGE,
                        EXTRACTIONS,
                        EXTRACTIONS_2ND_PAGE)
                .contains(this);
    }

    private boolean isBeforeTheFirstWrite() {
        return this == LOGGED_IN_USER || this == OWNER;
    }

    private static Map<Fault, End> answerIsNotRead() {
        return Map.of(Fault.EMPTY, End.DELIVERED, Fault.WRONG_TYPE, End.DELIVERED);
    }

    private static BiPredicate<FaultRig, Call> get(String target) {
        return (rig, call) -> is(call, "GET", target);
    }

    private static BiPredicate<FaultRig, Call> put(String path, String body) {
        return (rig, call) -> is(call, "PUT", "/api/v1" + path) && call.body().matches(body);
    }

    private static BiPredicate<FaultRig, Call> ofPipeline(String method, String name, String query) {
        return (rig, call) -> is(call, method, "/api/v1/pipelines/" + rig.pipelineId(name) + query);
    }

    private static BiPredicate<FaultRig, Call> edgesOf(String name) {
        return (rig, call) -> is(call, "GET", "/api/v1/lineage/pipeline/" + rig.pipelineId(name) + ".*");
    }

    private static boolean is(Call call, String method, String target) {
        return call.method().equals(method) && call.target().matches(target);
    }
}
