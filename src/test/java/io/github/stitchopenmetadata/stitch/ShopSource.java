package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;

/** The one source of the account of a small shop. */
final class ShopSource {

    private ShopSource() {}

    /** @param fields more of what Stitch tells of the source, such as {@code 'type': 'import_api'} */
    static Source with(String fields) {
        return extraction(fields, "[]").source();
    }

    /** @param destinations of the account, as Stitch lists them */
    static SourceExtraction extraction(String fields, String destinations) {
        Account account = new Account(json("[{'id': 11, 'stitch_client_id': 4711, 'name': 'shop', " + fields + "}]"));
        new StitchReader().addDestinations(account, json(destinations));
        return account.iterator().next().read();
    }
}
