package io.github.stitchopenmetadata.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one OpenMetadata server version knows: the properties of each body, the values of each enumeration and the
 * limits of names. This is the sandbox's own table, written apart from the integration that is tested against it.
 */
final class ServerVersion {

    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
    private static final Pattern WORD = Pattern.compile("([\\w-]+)(\\[]|\\{})?(!)?(?:@([\\d.]*)(?:-([\\d.]+))?)?");
    private static final String COMMON =
            "name! displayName description tags[] owner{}@1.1-1.4 owners[]@1.5" + " domain@1.2-1.8 domains[]@1.9 ";
    private static final String DATA = COMMON + "extension{} sourceUrl@1.2 lifeCycle{}@1.2 sourceHash@1.4 ";
    private static final String ENTITY = " id fullyQualifiedName version updatedAt updatedBy href changeDescription"
            + " deleted serviceType followers votes@1.2 usageSummary impersonatedBy@1.11 certification@1.6"
            + " incrementalChangeDescription@1.7 entityStatus@1.10 dataContract@1.13 dataProducts@1.4 ";

    /** A word is a name, [] for an array or {} for an object, ! when required, and @from-to for the versions. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry(
                    "CreatePipelineService",
                    COMMON + "serviceType! connection{}!@-1.1 connection{}@1.2"
                            + " scheduleInterval@1.2 lifeCycle{}@1.2 dataProducts[]@1.4 ingestionRunner{}@1.11"),
            Map.entry(
                    "CreateDatabaseService",
                    COMMON + "serviceType! connection{}!@-1.1 connection{}@1.2"
                            + " dataProducts[]@1.4 ingestionRunner{}@1.11"),
            Map.entry("CreateDatabase", DATA + "service! default retentionPeriod dataProducts[]@1.4"),
            Map.entry("CreateDatabaseSchema", DATA + "database! retentionPeriod dataProducts[]@1.4"),
            Map.entry(
                    "CreateTable",
                    DATA + "databaseSchema! columns[]! tableType tableConstraints[] tablePartition{}"
                            + " tableProfilerConfig{} retentionPeriod viewDefinition@-1.3 schemaDefinition@1.4 fileFormat@1.2"
                            + " dataProducts[]@1.2 dataModel{}@1.4 locationPath@1.11"),
            Map.entry(
                    "CreatePipeline",
                    DATA + "service! pipelineUrl@-1.1 concurrency pipelineLocation startDate tasks[]"
                            + " scheduleInterval@1.2 dataProducts[]@1.4 state@1.7"),
            Map.entry(
                    "CreateIngestionPipeline",
                    "name! displayName description pipelineType! sourceConfig{}! airflowConfig{}!"
                            + " loggerLevel service{}! owner{}@1.1-1.4 owners[]@1.5"),
            Map.entry(
                    "CreateClassification",
                    "name! description! displayName provider mutuallyExclusive"
                            + " domains[]@1.9 owners[]@1.9 reviewers[]@1.9 autoClassificationConfig{}@1.11"),
            Map.entry(
                    "CreateTag",
                    "name! description! displayName classification parent style{} associatedTags[]"
                            + " provider mutuallyExclusive domains[]@1.9 owners[]@1.9 reviewers[]@1.9 recognizers[]@1.11"
                            + " autoClassificationEnabled@1.11 autoClassificationPriority@1.11"),
            Map.entry(
                    "Task",
                    "name! displayName fullyQualifiedName description taskUrl@-1.1 sourceUrl@1.2 taskType"
                            + " taskSQL downstreamTasks[] startDate endDate tags[] owner{}@1.4-1.4 owners[]@1.5"),
            Map.entry(
                    "Column",
                    "name! dataType! displayName arrayDataType dataLength precision scale dataTypeDisplay"
                            + " description fullyQualifiedName tags[] constraint ordinalPosition jsonSchema children[]"
                            + " customMetrics[] profile{} extension{}@1.11"),
            Map.entry(
                    "TagLabel",
                    "tagFQN! source! labelType! state! description href name@1.2 displayName@1.2 style{}@1.2"
                            + " reason@1.11 appliedAt@1.11 appliedBy@1.11 metadata{}@1.11"),
            Map.entry(
                    "EntityReference",
                    "id! type! name fullyQualifiedName description displayName deleted href" + " inherited@1.4"),
            Map.entry(
                    "PipelineStatus",
                    "timestamp@-1.1 timestamp!@1.2 executionStatus@-1.1 executionStatus!@1.2"
                            + " taskStatus[]@-1.1 taskStatus[]!@1.2 executionId@1.11 endTime@1.11 version@1.11"
                            + " parameters{}@1.11 executedBy{}@1.11 inputs[]@1.11 outputs[]@1.11 metrics{}@1.11 error{}@1.11"),
            Map.entry(
                    "Status",
                    "name! executionStatus! startTime endTime logLink taskId@1.11 transformationType@1.11"
                            + " transformationLogic@1.11 inputs[]@1.11 outputs[]@1.11 metrics{}@1.11"),
            Map.entry(
                    "IngestionStatus",
                    "runId pipelineState startDate timestamp endDate status[]@1.4 config{}@1.11" + " metadata{}@1.11"),
            Map.entry("StepSummary", "name! records updated_records warnings errors filtered failures[]"),
            Map.entry("StackTraceError", "name! error! stackTrace"),
            Map.entry("SourceConfig", "config{}"),
            Map.entry(
                    "AirflowConfig",
                    "pausePipeline concurrency startDate endDate pipelineTimezone retries retryDelay"
                            + " pipelineCatchup scheduleInterval maxActiveRuns workflowTimeout workflowDefaultView"
                            + " workflowDefaultViewOrientation email"),
            Map.entry("AddLineage", "edge{}! description@-1.1"),
            Map.entry("EntitiesEdge", "fromEntity{}! toEntity{}! description lineageDetails{}"),
            Map.entry("RestoreEntity", "id!"),
            Map.entry("StitchConnection", "type hostPort! token! pipelineFilterPattern{} supportsMetadataExtraction"),
            Map.entry("CustomPipelineConnection", "type! sourcePythonClass connectionOptions{}"),
            Map.entry("CustomDatabaseConnection", "type! sourcePythonClass connectionOptions{}"),
            Map.entry("PipelineService", COMMON + ENTITY + "connection testConnectionResult pipelines"),
            Map.entry("DatabaseService", COMMON + ENTITY + "connection testConnectionResult pipelines"),
            Map.entry("Database", DATA + ENTITY + "service location databaseSchemas default retentionPeriod"),
            Map.entry("DatabaseSchema", DATA + ENTITY + "service database tables retentionPeriod"),
            Map.entry(
                    "Table",
                    DATA + ENTITY + "service database databaseSchema columns[] tableType tableConstraints[]"
                            + " tablePartition{} location viewDefinition@-1.3 schemaDefinition@1.4 joins sampleData profile"
                            + " tableProfilerConfig{} testSuite dataModel{} retentionPeriod fileFormat@1.2 customMetrics@1.4"
                            + " locationPath@1.11"),
            Map.entry(
                    "Pipeline",
                    DATA + ENTITY + "service pipelineUrl@-1.1 concurrency pipelineLocation startDate"
                            + " endDate@1.12 tasks[] pipelineStatus scheduleInterval@1.2 state@1.7"),
            Map.entry(
                    "IngestionPipeline",
                    "name displayName description pipelineType sourceConfig airflowConfig service"
                            + " openMetadataServerConnection pipelineStatuses loggerLevel deployed enabled provider owner@-1.4"
                            + " owners@1.5" + ENTITY),
            Map.entry(
                    "Classification",
                    "name displayName description mutuallyExclusive provider termCount usageCount"
                            + " disabled owners@1.9 domains@1.9 reviewers@1.9" + ENTITY),
            Map.entry(
                    "Tag",
                    "name displayName description classification parent children style mutuallyExclusive"
                            + " provider usageCount disabled deprecated owners@1.9 domains@1.9 reviewers@1.9" + ENTITY),
            Map.entry("User", "name displayName description email isBot isAdmin teams roles owns profile" + ENTITY),
            Map.entry("Team", "name displayName description email teamType parents children users owns" + ENTITY),
            Map.entry("Domain", "name displayName description domainType" + ENTITY),
            Map.entry(
                    "PipelineServiceType",
                    "Airflow GluePipeline Airbyte Fivetran Dagster Nifi DomoPipeline"
                            + " CustomPipeline DatabricksPipeline Spline Spark@1.4 OpenLineage@1.4 KafkaConnect@1.4 DBTCloud@1.5"
                            + " Flink@1.5 Stitch@1.6.1 Matillion@1.6.1 DataFactory@1.6.1 KinesisFirehose@1.11 Wherescape@1.11"
                            + " SSIS@1.11 Snowplow@1.11 Mulesoft@1.13 MicrosoftFabricPipeline@1.13 Prefect@2.0"
                            + " SapBw4HanaPipeline@2.0"),
            Map.entry(
                    "DatabaseServiceType",
                    "BigQuery Mysql Redshift Snowflake Postgres Mssql Oracle Athena Hive Impala"
                            + " Presto Trino Vertica Glue MariaDB Druid Db2 Clickhouse Databricks AzureSQL DynamoDB SingleStore"
                            + " SQLite DeltaLake Salesforce PinotDB Datalake DomoDatabase QueryLog CustomDatabase Dbt SapHana"
                            + " MongoDB Couchbase@1.2 Greenplum@1.2 BigTable@1.4 Doris@1.4 UnityCatalog@1.4 SAS@1.4"
                            + " Iceberg@1.4-1.10 Teradata@1.11 Synapse@1.11 Exasol@1.11 Cockroach@1.11 Cassandra@1.11"),
            Map.entry("StatusType", "Successful Failed Pending Skipped@1.4"),
            Map.entry(
                    "IngestionPipelineType",
                    "metadata usage lineage profiler TestSuite dataInsight elasticSearchReindex"
                            + " dbt application@1.4"),
            Map.entry("IngestionState", "queued success failed running partialSuccess stopped@1.13"),
            Map.entry("PipelineState", "Active@1.7 Inactive@1.7"),
            Map.entry(
                    "LineageSource",
                    "Manual@1.2 ViewLineage@1.2 QueryLineage@1.2 PipelineLineage@1.2"
                            + " DashboardLineage@1.2 DbtLineage@1.2 SparkLineage@1.4 OpenLineage@1.4 ExternalTableLineage@1.4"
                            + " CrossDatabaseLineage@1.11 ChildAssets@1.11"),
            Map.entry("LabelType", "Manual Propagated Automated Derived Generated@1.11"),
            Map.entry("State", "Suggested Confirmed"),
            Map.entry("TagSource", "Classification Glossary"),
            Map.entry(
                    "TableType",
                    "Regular External View SecureView MaterializedView Iceberg Local Partitioned Foreign"
                            + " Dynamic@1.4 Transient@1.4 Stream@1.11 Stage@1.11"),
            Map.entry(
                    "DataType",
                    "NUMBER TINYINT SMALLINT INT BIGINT BYTEINT BYTES FLOAT DOUBLE DECIMAL NUMERIC TIMESTAMP"
                            + " TIMESTAMPZ TIME DATE DATETIME INTERVAL STRING MEDIUMTEXT TEXT CHAR VARCHAR BOOLEAN BINARY"
                            + " VARBINARY ARRAY BLOB LONGBLOB MEDIUMBLOB MAP STRUCT UNION SET GEOGRAPHY ENUM JSON UUID VARIANT"
                            + " GEOMETRY BYTEA AGGREGATEFUNCTION ERROR FIXED RECORD NULL SUPER HLLSKETCH PG_LSN PG_SNAPSHOT"
                            + " TSQUERY TXID_SNAPSHOT XML MACADDR TSVECTOR UNKNOWN CIDR INET CLOB ROWID LOWCARDINALITY YEAR"
                            + " POINT POLYGON TUPLE SPATIAL TABLE NTEXT IMAGE IPV4 IPV6 LONG@1.2 DATETIMERANGE@1.4 HLL@1.4"
                            + " LARGEINT@1.4 BITMAP@1.4 UINT@1.4 BIT@1.11 MONEY@1.11"));

    private final String text;
    private final int number;
    private final int patch;
    private final Map<String, Map<String, Property>> known = new LinkedHashMap<>();

    /** A property of a body: whether it has to be there and which kind of JSON value it takes. */
    record Property(boolean required, boolean array, boolean object) {}

    private ServerVersion(String text) {
        this.text = text;
        this.number = number(text);
        this.patch = patch(text);
        WORDS.forEach((type, words) -> known.put(type, covered(words)));
    }

    /** Reads a version such as {@code 1.4.0} or {@code 1.1.0-SNAPSHOT}. */
    static ServerVersion parse(String text) {
        return new ServerVersion(text);
    }

    boolean atLeast(String other) {
        return number > number(other) || number == number(other) && patch >= patch(other);
    }

    /** The properties of a body or the values of an enumeration, by its simple name. */
    Map<String, Property> properties(String type) {
        return known.get(type);
    }

    Set<String> values(String enumeration) {
        return known.get(enumeration).keySet();
    }

    boolean allowsAnyProperty(String connection) {
        return connection.startsWith("Custom") && atLeast("1.11");
    }

    /** The service types whose connection is checked property by property; the others are taken as they come. */
    boolean knowsConnection(String connection) {
        return known.containsKey(connection);
    }

    int nameLimit(EntityType type) {
        boolean wide =
                switch (type) {
                    case TABLE, DATABASE, DATABASE_SCHEMA -> atLeast("1.2");
                    default -> atLeast("1.4");
                };
        return wide ? 256 : 128;
    }

    int columnNameLimit() {
        return atLeast("1.13") ? Integer.MAX_VALUE : atLeast("1.2") ? 256 : 128;
    }

    int fullyQualifiedNameLimit() {
        return atLeast("1.2") ? 3072 : 256;
    }

    String namePattern(EntityType type) {
        if (atLeast("2.0")) {
            return "^((?!::)[^>\"\\p{Cntrl}])*$";
        }
        if (type.isService() && !atLeast("1.4")) {
            return atLeast("1.2") ? "^(?U)[\\w'\\- .&()%]+$" : "^(?U)[\\w'\\- .&()]+$";
        }
        return "^((?!::).)*$";
    }

    @Override
    public String toString() {
        return text;
    }

    private Map<String, Property> covered(String words) {
        Map<String, Property> properties = new LinkedHashMap<>();
        for (String word : words.trim().split("\\s+")) {
            Matcher parts = WORD.matcher(word);
            if (!parts.matches()) {
                throw new IllegalStateException("not a word of the version table: " + word);
            }
            if (covers(parts.group(4), parts.group(5))) {
                properties.put(
                        parts.group(1),
                        new Property(parts.group(3) != null, "[]".equals(parts.group(2)), "{}".equals(parts.group(2))));
            }
        }
        return properties;
    }

    private boolean covers(String from, String to) {
        return (from == null || from.isEmpty() || atLeast(from)) && (to == null || number <= number(to));
    }

    private static int number(String text) {
        Matcher parts = parts(text);
        return Integer.parseInt(parts.group(1)) * 1000 + Integer.parseInt(parts.group(2));
    }

    private static int patch(String text) {
        String patch = parts(text).group(3);
        return patch == null ? 0 : Integer.parseInt(patch);
    }

    private static Matcher parts(String text) {
        Matcher parts = NUMBER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an OpenMetadata version: " + text);
        }
        return parts;
    }
}
