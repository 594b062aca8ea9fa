package io.github.stitchopenmetadata.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The headers that a workflow adds to each request to OpenMetadata, as what stands before the server may ask for. */
final class ExtraHeaders {

    private static final String TEXT = "the value of a header";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Of the connection, or of Camel, which would take them for orders. */
    private static final Pattern REFUSED =
            Pattern.compile("(?i)host|content-(length|type)|connection|transfer-encoding|upgrade|camel.*");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

    private ExtraHeaders() {}

    static Map<String, Secret> from(Section headers) {
        Map<String, Secret> read = new LinkedHashMap<>();
        for (String name : headers.keys()) {
            headers.text(name, TEXT).ifPresent(value -> {
                if (!NAME.matcher(name).matches() || REFUSED.matcher(name).matches()) {
                    headers.refuse(name, value.line(), headers.path(name) + " is no header that can be added");
                } else if (!VALUE.matcher(value.value()).matches()) {
                    headers.refuse(
                            name,
                            value.line(),
                            value.path() + " holds a control character or one outside ASCII: expected " + TEXT);
                } else {
                    // may be a token
                    read.put(name, new Secret(value.value()));
                }
            });
        }
        return read;
    }
}
