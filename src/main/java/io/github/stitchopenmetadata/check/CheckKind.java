package io.github.stitchopenmetadata.check;

import io.github.stitchopenmetadata.http.Side;
import java.util.List;
import java.util.Locale;

/** The steps of a check, in the order in which they are done, with what has to be right before it is worth a try. */
enum CheckKind {
    CONFIGURATION("configuration"),
    FOLDERS("folders for reports and state"),

    STITCH_REACHABLE("Stitch answers"),
    STITCH_ACCESS("Stitch accepts the token", STITCH_REACHABLE),
    SOURCES("sources", STITCH_ACCESS),
    STREAMS("streams of one source", SOURCES),
    DESTINATIONS("destinations", STITCH_ACCESS),
    EXTRACTIONS("extractions", SOURCES),
    LOADS("loads", SOURCES),

    CATALOG_REACHABLE("OpenMetadata answers"),
    CATALOG_VERSION("version of OpenMetadata", CATALOG_REACHABLE),
    CATALOG_ACCESS("OpenMetadata accepts the token", CATALOG_VERSION),
    CATALOG_USER("whose token it is", CATALOG_ACCESS),
    PIPELINE_SERVICE_PERMISSION("permissions for the pipeline service", CATALOG_ACCESS),
    PIPELINE_PERMISSION("permissions for pipelines", CATALOG_ACCESS),
    LINEAGE_PERMISSION("permissions for lineage", CATALOG_ACCESS),
    DATABASES("databases", CATALOG_ACCESS),
    DATABASE_SCHEMAS("database schemas", CATALOG_ACCESS),
    TABLES("tables", CATALOG_ACCESS),
    DATABASE_SERVICE("database service", CATALOG_ACCESS),
    DESTINATION_TYPE("a database service for the destination", DESTINATIONS, CATALOG_ACCESS);

    private final String title;
    private final List<CheckKind> needs;

    CheckKind(String title, CheckKind... needs) {
        this.title = title;
        this.needs = List.of(needs);
    }

    /** As documents show it, such as {@code check-stitch-access}. */
    String id() {
        return "check-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Side side() {
        return compareTo(CATALOG_REACHABLE) < 0 ? Side.STITCH : Side.OPENMETADATA;
    }

    String title() {
        return title;
    }

    List<CheckKind> needs() {
        return needs;
    }
}
