package io.github.stitchopenmetadata.management;

/** Which version of the program this is. */
public final class Version {

    private Version() {}

    /** @return as the jar says; "unpacked" where the classes lie in a folder */
    public static String own() {
        String packed = Version.class.getPackage().getImplementationVersion();
        return packed == null ? "unpacked" : packed;
    }
}
