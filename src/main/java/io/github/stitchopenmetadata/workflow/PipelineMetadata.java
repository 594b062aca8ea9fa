package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.Objects;

/**
 * What is brought into the catalog.
 *
 * @param includeLineage whether edges are written
 * @param dbServiceNames the database services in which tables are looked for
 * @param pipelineFilterPattern which pipelines are brought
 * @param markDeletedPipelines whether pipelines that are gone from Stitch are marked as deleted
 * @param includeUnDeployedPipelines whether pipelines that do not run are brought
 * @param includeOwners whether owners are brought
 * @param includeTags whether tags are brought
 * @param overrideMetadata whether Stitch wins over what people wrote into the catalog
 * @param overrideLineage whether the edges of a pipeline are deleted before they are written
 * @param statusLookbackDays how many days of runs are brought, 0 or more; null for all that Stitch tells of
 */
public record PipelineMetadata(
        boolean includeLineage,
        List<String> dbServiceNames,
        FilterPattern pipelineFilterPattern,
        boolean markDeletedPipelines,
        boolean includeUnDeployedPipelines,
        boolean includeOwners,
        boolean includeTags,
        boolean overrideMetadata,
        boolean overrideLineage,
        Integer statusLookbackDays) {

    public PipelineMetadata {
        dbServiceNames = List.copyOf(dbServiceNames);
        Objects.requireNonNull(pipelineFilterPattern, "pipelineFilterPattern");
        if (statusLookbackDays != null && statusLookbackDays < 0) {
            throw new IllegalArgumentException("statusLookbackDays is negative: " + statusLookbackDays);
        }
    }

    static PipelineMetadata from(Section section) {
        return new PipelineMetadata(
                Values.flag(section, "includeLineage", true),
                dbServiceNames(section),
                FilterPattern.from(section.section("pipelineFilterPattern")),
                Values.flag(section, "markDeletedPipelines", true),
                Values.flag(section, "includeUnDeployedPipelines", true),
                Values.flag(section, "includeOwners", true),
                Values.flag(section, "includeTags", true),
                Values.flag(section, "overrideMetadata", false),
                Values.flag(section, "overrideLineage", false),
                Values.count(section, "statusLookbackDays"));
    }

    // OpenMetadata up to 1.3 has the names directly in the section
    private static List<String> dbServiceNames(Section section) {
        String key = "dbServiceNames";
        String expected = "a list of names of database services";
        Section nested = section.section("lineageInformation");
        if (section.has(key) && nested.has(key)) {
            section.refuse(
                    key,
                    section.line(key),
                    section.path(key) + " is given beside " + nested.path(key) + ": expected one of them");
        }
        List<Text> flat = section.texts(key, expected);
        List<Text> names = nested.texts(key, expected);
        return (names.isEmpty() ? flat : names)
                .stream().map(Text::value).map(String::strip).distinct().toList();
    }
}
