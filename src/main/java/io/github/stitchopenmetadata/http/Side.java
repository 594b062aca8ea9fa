package io.github.stitchopenmetadata.http;

/** One of the two systems that the integration talks to. */
public enum Side {
    STITCH(
            "Stitch",
            "source.serviceConnection.config.token",
            "the authority of its certificate must be in the trust store of Java"),
    OPENMETADATA(
            "OpenMetadata",
            "workflowConfig.openMetadataServerConfig.securityConfig.jwtToken",
            "for an authority of your own, set openMetadataServerConfig.verifySSL to validate and sslConfig.caCertificate to its PEM file");

    private final String title;
    private final String tokenSetting;
    private final String certificateHelp;

    Side(String title, String tokenSetting, String certificateHelp) {
        this.title = title;
        this.tokenSetting = tokenSetting;
        this.certificateHelp = certificateHelp;
    }

    /** The key of a workflow file that holds the token for this side. */
    public String tokenSetting() {
        return tokenSetting;
    }

    /** What to do where the certificate of this side is not trusted. */
    String certificateHelp() {
        return certificateHelp;
    }

    @Override
    public String toString() {
        return title;
    }
}
