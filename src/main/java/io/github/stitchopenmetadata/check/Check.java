package io.github.stitchopenmetadata.check;

import java.util.Arrays;
import java.util.List;

/** The steps of a check, each named like the route that does it, with what has to be right before it is worth a try. */
enum Check {

    CONFIGURATION("configuration"),

    STITCH_REACHABLE("Stitch answers"),
    STITCH_TOKEN("Stitch accepts the token", STITCH_REACHABLE),
    SOURCES("sources", STITCH_TOKEN),
    STREAMS("streams of one source", SOURCES),
    DESTINATIONS("destinations", STITCH_TOKEN),
    EXTRACTIONS("extractions", SOURCES),
    LOADS("loads", SOURCES),

    CATALOG_REACHABLE("OpenMetadata answers"),
    CATALOG_VERSION("version of OpenMetadata", CATALOG_REACHABLE),
    CATALOG_TOKEN("OpenMetadata accepts the token", CATALOG_VERSION),
    CATALOG_USER("whose token it is", CATALOG_TOKEN),
    PIPELINE_SERVICE_PERMISSION("permissions for the pipeline service", CATALOG_TOKEN),
    PIPELINE_PERMISSION("permissions for pipelines", CATALOG_TOKEN),
    LINEAGE_PERMISSION("permissions for lineage", CATALOG_TOKEN),
    DATABASE_SERVICE("database service", CATALOG_TOKEN),
    DESTINATION_TYPE("a database service for the destination", DESTINATIONS, CATALOG_TOKEN);

    private final String title;
    private final List<Check> needs;

    Check(String title, Check... needs) {
        this.title = title;
        this.needs = List.of(needs);
    }

    /** @param route such as {@code check-stitch-token} */
    static Check of(String route) {
        return Arrays.stream(values()).filter(check -> check.route().equals(route)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step of a check is called " + route));
    }

    String route() {
        return "check-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    List<Check> needs() {
        return needs;
    }
}
