package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies and values of the sandbox's version 1.4 are those that OpenMetadata published for it. */
class PublishedBodiesTest {

    private static final ServerVersion VERSION = ServerVersion.parse("1.4.0");

    /** @param place a file, with # and a JSON pointer where it is a part of it */
    private static JsonNode published(String place) throws IOException {
        String[] parts = place.split("#");
        try (InputStream text = PublishedBodiesTest.class.getResourceAsStream("/json/schema/" + parts[0] + ".json")) {
            return new ObjectMapper().readTree(text).at(parts.length == 1 ? "" : parts[1]);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "CreatePipelineService,    api/services/createPipelineService",
        "CreateDatabaseService,    api/services/createDatabaseService",
        "CreateDatabase,           api/data/createDatabase",
        "CreateDatabaseSchema,     api/data/createDatabaseSchema",
        "CreateTable,              api/data/createTable",
        "CreatePipeline,           api/data/createPipeline",
        "CreateIngestionPipeline,  api/services/ingestionPipelines/createIngestionPipeline",
        "IngestionStatus,          entity/services/ingestionPipelines/ingestionPipeline#/definitions/pipelineStatus",
        "AirflowConfig,            entity/services/ingestionPipelines/ingestionPipeline#/definitions/airflowConfig",
        "StepSummary,              entity/services/ingestionPipelines/status#/definitions/stepSummary",
        "StackTraceError,          entity/services/ingestionPipelines/status#/definitions/stackTraceError",
        "SourceConfig,             metadataIngestion/workflow#/definitions/sourceConfig",
        "CreateClassification,     api/classification/createClassification",
        "CreateTag,                api/classification/createTag",
        "AddLineage,               api/lineage/addLineage",
        "EntitiesEdge,             type/entityLineage#/definitions/entitiesEdge",
        "Task,                     entity/data/pipeline#/definitions/task",
        "Status,                   entity/data/pipeline#/definitions/taskStatus",
        "Column,                   entity/data/table#/definitions/column",
        "TagLabel,                 type/tagLabel",
        "EntityReference,          type/entityReference",
        "CustomPipelineConnection, entity/services/connections/pipeline/customPipelineConnection",
        "CustomDatabaseConnection, entity/services/connections/database/customDatabaseConnection"
    })
    void areTakenWithThePropertiesThatArePublished(String body, String place) throws IOException {
        JsonNode schema = published(place);
        Map<String, ServerVersion.Property> known = VERSION.properties(body);

        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(known.keySet().stream()
                        .filter(name -> known.get(name).required())
                        .collect(Collectors.toSet()))
                .isEqualTo(texts(schema.path("required")));
    }

    @ParameterizedTest
    @CsvSource({
        "StatusType,          entity/data/pipeline#/definitions/statusType/enum",
        "IngestionPipelineType, entity/services/ingestionPipelines/ingestionPipeline#/definitions/pipelineType/enum",
        "IngestionState,      entity/services/ingestionPipelines/ingestionPipeline#/definitions/pipelineStatus/properties/pipelineState/enum",
        "PipelineServiceType, entity/services/pipelineService#/definitions/pipelineServiceType/enum",
        "DatabaseServiceType, entity/services/databaseService#/definitions/databaseServiceType/enum",
        "LineageSource,       type/entityLineage#/definitions/lineageDetails/properties/source/enum",
        "LabelType,           type/tagLabel#/properties/labelType/enum",
        "State,               type/tagLabel#/properties/state/enum",
        "TableType,           entity/data/table#/definitions/tableType/enum"
    })
    void takeTheValuesThatArePublished(String enumeration, String place) throws IOException {
        assertThat(VERSION.values(enumeration)).containsExactlyInAnyOrderElementsOf(texts(published(place)));
    }
}
