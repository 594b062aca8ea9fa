package io.github.stitchopenmetadata.http;

/** One of the two systems that the integration talks to. */
public enum Side {

    STITCH("Stitch", "source.serviceConnection.config.token"),
    OPENMETADATA("OpenMetadata", "workflowConfig.openMetadataServerConfig.securityConfig.jwtToken");

    private final String title;
    private final String tokenSetting;

    Side(String title, String tokenSetting) {
        this.title = title;
        this.tokenSetting = tokenSetting;
    }

    /** The key of a workflow file that holds the token for this side. */
    public String tokenSetting() {
        return tokenSetting;
    }

    @Override
    public String toString() {
        return title;
    }
}
