package io.github.stitchopenmetadata.app;

/** The settings on the class path, for what a user does not set. */
public final class PackedSettings {

    /** Those of this program alone, which any Camel may load. */
    public static final String OWN = "stitch-openmetadata/application.properties";

    /** Where a Camel that belongs to this program finds them, with those of Camel itself. */
    public static final String LOCATIONS = "classpath:" + OWN + ",classpath:stitch-openmetadata/camel.properties";

    private PackedSettings() {}
}
