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
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Why a server gave no answer, and what to do about it. */
final class NoAnswer {

    private static final Pattern OLD_PROTOCOL =
            Pattern.compile("protocol_version|selected protocol version|No appropriate protocol");
    private static final Pattern NO_TLS =
            Pattern.compile("Unsupported or unrecognized SSL message|plaintext connection");

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
        if (cause instanceof ClosedConnectionException) {
            return new Reason(place + " closed the connection before anything was sent", "", false);
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
            return new Reason(insecure(place, Causes.root(cause)) + "; " + certificateHelp(side, cause), "", false);
        }
        if (cause instanceof SSLException) {
            return new Reason(
                    insecure(place, cause) + protocolHelp(OneLine.of(cause.getMessage())),
                    "",
                    !(cause instanceof SSLHandshakeException));
        }
        return Reason.of("connection to " + place + " broke: " + OneLine.of(cause.getMessage()));
    }

    private static String certificateHelp(Side side, IOException cause) {
        if (Causes.find(cause, CertificateExpiredException.class).isPresent()) {
            return "its certificate has expired: let it be renewed, or set the clock of this machine if that is ahead";
        }
        if (Causes.find(cause, CertificateNotYetValidException.class).isPresent()) {
            return "its certificate is not valid yet: set the clock of this machine if that is behind";
        }
        return side.certificateHelp();
    }

    /** For what Java says in terms of the protocol. */
    private static String protocolHelp(String message) {
        if (OLD_PROTOCOL.matcher(message).find()) {
            return "; it speaks neither TLS 1.2 nor 1.3, older ones are not used";
        }
        return NO_TLS.matcher(message).find()
                ? "; it does not speak TLS there, which http:// or another port may mend"
                : "";
    }

    private static String insecure(String place, Throwable cause) {
        return "no secure connection to " + place + ": " + OneLine.of(cause.getMessage());
    }
}
