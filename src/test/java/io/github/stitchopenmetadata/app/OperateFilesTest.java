package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files with which several processes are started: each is what its system takes, and they fit each other. */
class OperateFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/operate");
    private static final Path CHART = FOLDER.resolve("helm/stitch-openmetadata");
    private static final String SECRETS = "/run/secrets/stitch-openmetadata/";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "apps/v1 Deployment", Deployment.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

    /** A field that Kubernetes does not know is refused, as it is by the server. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    @TempDir
    private Path folder;

    private static List<HasMetadata> objects(String yaml) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            if (document != null) {
                objects.add(object(document));
            }
        }
        return objects;
    }

    private static HasMetadata object(Object document) throws JsonProcessingException {
        JsonNode tree = Json.MAPPER.valueToTree(document);
        Class<? extends HasMetadata> kind = KINDS.get(
                tree.path("apiVersion").asText() + " " + tree.path("kind").asText());
        assertThat(kind).as("%s", tree).isNotNull();
        return STRICT.treeToValue(tree, kind);
    }

    private static <T> List<T> of(Class<T> kind, List<HasMetadata> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String manifests() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : List.of("settings", "extract", "deliver")) {
            all.append(Files.readString(FOLDER.resolve("kubernetes/" + file + ".yaml")))
                    .append("\n---\n");
        }
        return all.toString();
    }

    @Test
    void kubernetesTakesTheManifestsAndTheyFitEachOther() throws Exception {
        List<HasMetadata> objects = objects(manifests());

        assertThatAllFits(
                objects, of(Secret.class, objects).get(0).getStringData().keySet());
        assertThatThrownBy(() -> objects(manifests().replace("replicas:", "replica:")))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("replica");
    }

    @Test
    @Tag("thorough")
    void helmMakesTheSameOfTheChart() throws Exception {
        List<HasMetadata> plain = objects(manifests());
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                new YAMLMapper()
                        .writeValueAsString(Map.of(
                                "workflows",
                                of(ConfigMap.class, plain).get(1).getData(),
                                "roles",
                                Map.of("deliver", Map.of("replicas", 6)))));
        Helm chart = new Helm(CHART);

        assertThat(chart.lint().strict().quiet().call().isFailed()).isFalse();
        List<HasMetadata> rendered = objects(
                chart.template().withName("catalog").withValuesFile(values).call());

        assertThatAllFits(
                rendered, of(Secret.class, plain).get(0).getStringData().keySet());
        assertThat(of(Deployment.class, rendered))
                .extracting(role ->
                        role.getMetadata().getName() + " " + role.getSpec().getReplicas())
                .containsExactlyInAnyOrder("catalog-extract 2", "catalog-deliver 6");
        for (Deployment role : of(Deployment.class, plain)) {
            String name = role.getMetadata().getName().replace("stitch-openmetadata", "catalog");
            Deployment same = of(Deployment.class, rendered).stream()
                    .filter(each -> each.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            Container container = container(same);
            container.setImagePullPolicy(null);
            assertThat(container).isEqualTo(container(role));
        }
        assertThatThrownBy(
                        () -> chart.template().set("roles.deliver.replica", 6).call())
                .hasMessageContaining("replica");
    }

    /** A setting is known, a mount has its volume, a file of a token is in the secret, a label selects its own pods. */
    private static void assertThatAllFits(List<HasMetadata> objects, Set<String> secrets) throws IOException {
        Map<String, ConfigMap> maps = of(ConfigMap.class, objects).stream()
                .collect(Collectors.toMap(map -> map.getMetadata().getName(), map -> map));
        List<Deployment> roles = of(Deployment.class, objects);
        assertThat(roles)
                .extracting(role -> container(role).getEnv().get(0).getValue())
                .containsExactlyInAnyOrder("extract", "deliver");
        assertThat(of(PodDisruptionBudget.class, objects))
                .extracting(budget -> budget.getSpec().getSelector().getMatchLabels())
                .containsExactlyInAnyOrderElementsOf(roles.stream()
                        .map(role -> role.getSpec().getSelector().getMatchLabels())
                        .toList());
        for (Deployment role : roles) {
            assertThat(role.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(role.getSpec().getSelector().getMatchLabels());
            PodSpec pod = role.getSpec().getTemplate().getSpec();
            Map<String, Volume> volumes =
                    pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
            Container container = container(role);
            assertThat(container.getVolumeMounts())
                    .allSatisfy(mount -> assertThat(volumes).containsKey(mount.getName()));
            assertThat(List.of(
                            container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe()))
                    .allSatisfy(probe -> assertThat(probe.getHttpGet().getPort().getStrVal())
                            .isEqualTo(container.getPorts().get(0).getName()));
            assertThat(maps.keySet())
                    .contains(
                            volumes.get("settings").getConfigMap().getName(),
                            volumes.get("workflows").getConfigMap().getName());
            assertThatSettingsAreKnown(
                    properties(maps.get(volumes.get("settings").getConfigMap().getName())), secrets);
            maps.get(volumes.get("workflows").getConfigMap().getName())
                    .getData()
                    .forEach((file, yaml) -> assertThat(yaml.lines().filter(line -> line.contains(SECRETS)))
                            .hasSize(2)
                            .allMatch(line -> secrets.stream().anyMatch(name -> line.contains(SECRETS + name))));
        }
    }

    private static Container container(Deployment role) {
        return role.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static Properties properties(ConfigMap map) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(map.getData().get("application.properties")));
        return settings;
    }

    private static Properties shipped() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(file);
        }
        return settings;
    }

    private static void assertThatSettingsAreKnown(Properties settings, Set<String> secrets) throws IOException {
        assertThat(KnownSettings.problems(settings.stringPropertyNames(), "")).isEmpty();
        Properties all = shipped();
        all.putAll(settings);
        assertThat(SettingsCheck.problems(name -> all.getProperty(name, ""))).isEmpty();
        assertThat(Roles.problems(name -> all.getProperty(name, ""))).isEmpty();
        assertThat(settings.stringPropertyNames())
                .contains("lineage.queue", "lineage.results", "workflows.queue", "state.jdbc.url")
                .filteredOn(name -> name.endsWith("File"))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(secrets).contains(settings.getProperty(name).replace(SECRETS, "")));
    }

    @Test
    @Tag("thorough")
    void composeTakesItsFile() throws Exception {
        // with merge keys, as Compose reads it
        JsonNode compose = Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Object>load(Files.readString(FOLDER.resolve("compose.yaml"))));

        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(Files.readString(Path.of("src/test/resources/operate/compose-spec.json")));
        assertThat(schema.validate(compose)).isEmpty();
        ObjectNode misspelt = compose.deepCopy();
        ((ObjectNode) misspelt.path("services").path("extract")).put("enviroment", "x");
        assertThat(schema.validate(misspelt)).isNotEmpty();
        JsonNode extract = compose.path("services").path("extract");
        List<String> variables = new ArrayList<>();
        extract.path("environment").fieldNames().forEachRemaining(variables::add);
        assertThat(shipped().stringPropertyNames().stream().map(KnownSettings::variable))
                .containsAll(variables);
        assertThat(compose.path("services")
                        .path("deliver")
                        .path("environment")
                        .path("INGEST_ROLE")
                        .asText())
                .isEqualTo("deliver");
        extract.path("depends_on").fieldNames().forEachRemaining(name -> assertThat(
                        compose.path("services").has(name))
                .isTrue());
        extract.path("secrets")
                .forEach(name ->
                        assertThat(compose.path("secrets").has(name.asText())).isTrue());
    }
}
