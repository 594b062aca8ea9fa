package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Why a server gave no answer, and what to do about it. */
final class NoAnswer {

    private NoAnswer() {}

    /** Whether it is the certificate of the server that is not accepted, which no repetition heals. */
    static boolean isCertificateRefused(IOException cause) {
        return cause instanceof SSLPeerUnverifiedException
                || Causes.find(cause, CertificateException.class).isPresent();
    }

    static String reason(Side side, URI uri, IOException cause) {
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (cause instanceof UnknownHostException) {
            return "no such host " + uri.getHost() + ", check the hostPort setting";
        }
        if (cause instanceof ConnectTimeoutException) {
            return "no connection to " + place + " in time";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "nothing answers at " + place + ", check the hostPort setting and that the server runs";
        }
        if (cause instanceof CallTimeoutException) {
            return place + " " + cause.getMessage();
        }
        if (cause instanceof SocketTimeoutException) {
            return place + " did not answer in time";
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return insecure(place, cause)
                    + "; check the hostPort setting, its host must be one that the certificate names";
        }
        if (isCertificateRefused(cause)) {
            // Java's own message repeats those of its causes, and would leave no room for what to do
            return insecure(place, Causes.root(cause)) + "; " + side.certificateHelp();
        }
        if (cause instanceof SSLException) {
            return insecure(place, cause);
        }
        return "connection to " + place + " broke: " + OneLine.of(cause.getMessage());
    }

    private static String insecure(String place, Throwable cause) {
        return "no secure connection to " + place + ": " + OneLine.of(cause.getMessage());
    }
}
