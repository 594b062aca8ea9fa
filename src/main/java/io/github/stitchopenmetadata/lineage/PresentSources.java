package io.github.stitchopenmetadata.lineage;

import java.util.Set;

/**
 * The sources of an account that are to have a pipeline.
 *
 * @param names    by which their pipelines are known
 * @param complete false where some sources could not be read: what is not among the names may be there all the same
 */
public record PresentSources(Set<String> names, boolean complete) {

    public PresentSources {
        names = Set.copyOf(names);
    }
}
