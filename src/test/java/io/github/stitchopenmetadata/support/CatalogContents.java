package io.github.stitchopenmetadata.support;

import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import java.util.Set;
import java.util.TreeSet;

/** All that a catalog holds, a text for each thing, so that a difference between two catalogs is seen. */
public final class CatalogContents {

    private CatalogContents() {}

    public static Set<String> of(StoredCatalog catalog) {
        CatalogSnapshot held = catalog.snapshot();
        Set<String> things = new TreeSet<>();
        held.entities()
                .forEach((type, ofType) -> ofType.forEach(
                        (name, entity) -> things.add(type + " " + name + " " + sealed(entity.toString()))));
        held.edges().forEach((ends, details) -> things.add("edge " + ends + " " + details));
        held.statuses().forEach((pipeline, runs) -> things.add("runs of " + pipeline + " " + runs));
        return things;
    }

    /** Seals tell the ids of tables too, which differ from one catalog to another. */
    private static String sealed(String entity) {
        return entity.replaceAll("(\"sourceHash\":\")(?!0{15}[01])\\p{XDigit}{24}", "$1sealed-");
    }
}
