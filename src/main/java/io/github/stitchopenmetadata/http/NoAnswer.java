package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.http.CallFailedException.Reason;
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
import javax.net.ssl.SSLHandshakeException;
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

    static Reason reason(Side side, URI uri, IOException cause) {
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (cause instanceof UnknownHostException) {
            return new Reason("no such host " + uri.getHost(), ", check the hostPort setting", false);
        }
        if (cause instanceof ConnectTimeoutException) {
            return new Reason("no connection to " + place + " in time", "", false);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return new Reason(
                    "nothing answers at " + place, ", check the hostPort setting and that the server runs", false);
        }
        if (cause instanceof CallTimeoutException) {
            return Reason.of(place + " " + cause.getMessage());
        }
        if (cause instanceof SocketTimeoutException) {
            return Reason.of(place + " did not answer in time");
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return new Reason(
                    insecure(place, cause),
                    "; check the hostPort setting, its host must be one that the certificate names",
                    false);
        }
        if (isCertificateRefused(cause)) {
            // Java's own message repeats those of its causes, and would leave no room for what to do
            return new Reason(insecure(place, Causes.root(cause)) + "; " + side.certificateHelp(), "", false);
        }
        if (cause instanceof SSLException) {
            return new Reason(insecure(place, cause), "", !(cause instanceof SSLHandshakeException));
        }
        return Reason.of("connection to " + place + " broke: " + OneLine.of(cause.getMessage()));
    }

    private static String insecure(String place, Throwable cause) {
        return "no secure connection to " + place + ": " + OneLine.of(cause.getMessage());
    }
}
