package io.github.stitchopenmetadata.http;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a call is for, whatever it is about: {@code GET /v4/sources/{id}/streams}. There are only as many as are listed here,
 * so they can be counted one by one.
 *
 * @param path with braces for what differs, without what stands before the version, and without the query
 */
public record Endpoint(Side side, String method, String path) {

    /** Stands for a path that is not listed, such as a next page that a server named. */
    public static final String OTHER = "other";

    // of two that fit the first one counts
    private static final Map<Side, Map<String, Pattern>> PATHS = Map.of(
            Side.STITCH,
                    patterns(
                            "/v4/sources",
                            "/v4/sources/{id}/streams",
                            "/v4/sources/{id}/streams/{id}",
                            "/v4/sources/{id}/last-connection-check",
                            "/v4/source-types/{type}",
                            "/v4/destinations",
                            "/v4/{client}/extractions",
                            "/v4/{client}/loads"),
            Side.OPENMETADATA,
                    patterns(
                            "/v1/system/version",
                            "/v1/users/loggedInUser",
                            "/v1/permissions/{resource}",
                            "/v1/users/name/{name}",
                            "/v1/teams/name/{name}",
                            "/v1/domains/name/{name}",
                            "/v1/services/pipelineServices",
                            "/v1/services/pipelineServices/name/{name}",
                            "/v1/services/ingestionPipelines",
                            "/v1/services/ingestionPipelines/name/{name}",
                            "/v1/services/ingestionPipelines/{name}/pipelineStatus",
                            "/v1/services/databaseServices",
                            "/v1/services/databaseServices/name/{name}",
                            "/v1/databases",
                            "/v1/databaseSchemas",
                            "/v1/tables",
                            "/v1/classifications",
                            "/v1/classifications/name/{name}",
                            "/v1/tags",
                            "/v1/tags/name/{name}",
                            "/v1/pipelines",
                            "/v1/pipelines/restore",
                            "/v1/pipelines/{id}",
                            "/v1/pipelines/{name}/status",
                            "/v1/pipelines/{name}/status/bulk",
                            "/v1/lineage",
                            "/v1/lineage/table/{id}",
                            "/v1/lineage/pipeline/{id}",
                            "/v1/lineage/{type}/{id}/{type}/{id}"));

    /** @param uri the whole address of a call */
    public static Endpoint of(Side side, String method, URI uri) {
        String path = uri.getRawPath();
        return new Endpoint(
                side,
                method,
                PATHS.get(side).entrySet().stream()
                        .filter(known -> known.getValue().matcher(path).find())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(OTHER));
    }

    private static Map<String, Pattern> patterns(String... paths) {
        return Arrays.stream(paths)
                .collect(Collectors.toMap(path -> path, Endpoint::pattern, (one, same) -> one, LinkedHashMap::new));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(Arrays.stream(path.split("(?=\\{)|(?<=})"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("", "", "$")));
    }
}
