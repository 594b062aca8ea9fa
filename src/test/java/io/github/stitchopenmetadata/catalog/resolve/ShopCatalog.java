package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A catalog filled table by table, and what a lineage message comes to in it. */
final class ShopCatalog {

    private final Catalogs catalogs = new Catalogs();
    private final Resolver resolver = new Resolver();
    private final WorkflowRun run = ShopWorkflow.run(ShopWorkflow.named("stitch"));
    final Catalog catalog = catalogs.open(json("{'version': '1.13.0'}"), run);
    private final Map<String, List<JsonNode>> tables = new HashMap<>();
    final List<String> listed = new ArrayList<>();

    ShopCatalog() {
        resolver.setCatalogs(catalogs);
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
    }

    /** A service with one database and its schemas. */
    ShopCatalog service(String name, String type, String database, String... schemas) {
        Catalog.DatabaseService service = catalog.addDatabaseService(
                json("{'name': '%1$s', 'serviceType': '%2$s', 'fullyQualifiedName': '%1$s'}".formatted(name, type)));
        for (String schema : schemas) {
            String fqn = Fqn.of(name, database, schema);
            JsonNode page = Json.MAPPER.createObjectNode().put("name", schema).put("fullyQualifiedName", fqn);
            new SchemaLookup(catalog, service, json("{'name': '" + database + "'}")).addSchemas(List.of(page));
            tables.put(fqn, new ArrayList<>());
        }
        return this;
    }

    /** A table whose id is its fully qualified name. */
    ShopCatalog table(String schemaFqn, String name, String... columns) {
        String fqn = schemaFqn + "." + Fqn.of(name);
        ObjectNode table =
                Json.MAPPER.createObjectNode().put("id", fqn).put("name", name).put("fullyQualifiedName", fqn);
        ArrayNode array = table.putArray("columns");
        for (String column : columns) {
            array.addObject().put("name", column).put("fullyQualifiedName", fqn + "." + Fqn.of(column));
        }
        tables.get(schemaFqn).add(table);
        return this;
    }

    ShopCatalog pipeline(String name, String hash) {
        catalog.addPipelines(
                List.of(json("{'id': 'p1', 'name': '%1$s', 'fullyQualifiedName': 'stitch.%1$s', 'sourceHash': '%2$s'}"
                        .formatted(name, hash))));
        return this;
    }

    Resolution resolve(LineageMessage message) throws Exception {
        return resolve(message, true);
    }

    Resolution resolve(LineageMessage message, boolean includeLineage) throws Exception {
        Plan plan = plan(message, includeLineage);
        for (SchemaTables schema : resolver.unlisted(plan)) {
            listed.add(schema.fqn());
            schema.add(tables.get(schema.fqn()));
            catalogs.listed(schema);
        }
        return resolver.resolve(Share.whole(plan));
    }

    Plan plan(LineageMessage message, boolean includeLineage) {
        WorkflowRun ofRun = ShopWorkflow.run(ShopWorkflow.withLineage(includeLineage));
        assertThat(catalogs.of(ofRun)).isSameAs(catalog);
        return resolver.plan(message, ofRun);
    }
}
