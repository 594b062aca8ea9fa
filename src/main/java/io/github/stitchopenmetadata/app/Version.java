package io.github.stitchopenmetadata.app;

/** Which version of the program this is. */
final class Version {

    private Version() {}

    /** @return as the jar says; "unpacked" where the classes lie in a folder */
    static String own() {
        String packed = Version.class.getPackage().getImplementationVersion();
        return packed == null ? "unpacked" : packed;
    }
}
