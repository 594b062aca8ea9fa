package io.github.stitchopenmetadata.stitch;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Stitch has its API. A token answers in the region of its account alone. */
public enum Region {
    NORTH_AMERICA("North America", "https://api.stitchdata.com"),
    EUROPE("Europe", "https://api.eu-central-1.stitchdata.com");

    private final String title;
    private final URI address;

    Region(String title, String address) {
        this.title = title;
        this.address = URI.create(address);
    }

    public String title() {
        return title;
    }

    public URI address() {
        return address;
    }

    /** @return the region of an address; nothing for one that is none of Stitch's, to which no token of another goes */
    public static Optional<Region> of(URI address) {
        return Stream.of(values())
                .filter(region -> region.address.equals(address))
                .findFirst();
    }

    /** The one that this is not. */
    public Region other() {
        return this == EUROPE ? NORTH_AMERICA : EUROPE;
    }
}
