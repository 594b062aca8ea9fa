package io.github.stitchopenmetadata.lineage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses in the Stitch web app, for people. */
public final class StitchApp {

    private static final String APP = "https://app.stitchdata.com/client/";

    private StitchApp() {}

    /** The page of a source. */
    public static String source(long clientId, long sourceId) {
        return APP + clientId + "/pipeline/v2/sources/" + sourceId + "/";
    }

    /**
     * Leads to a job. Pages of single jobs are not documented: known is the page of the source, whose Extractions tab lists its
     * jobs. The fragment makes no difference to the app; it tells the reader which job is meant.
     */
    public static String job(long clientId, long sourceId, String jobName) {
        String page = source(clientId, sourceId);
        return jobName.isEmpty()
                ? page
                : page + "#"
                        + URLEncoder.encode(jobName, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether an address is the page of some source. */
    public static boolean isPage(String url) {
        return url.startsWith(APP);
    }
}
