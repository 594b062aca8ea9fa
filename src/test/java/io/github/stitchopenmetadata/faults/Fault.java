package io.github.stitchopenmetadata.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What may go wrong with one call, as it arrives at the socket. */
enum Fault {
    /** Where {@link FaultProxy} is told of it, nothing listens. */
    CONNECTION_REFUSED(Kind.MAY_HEAL, false, "nothing answers", (socket, answer) -> {}),
    RESET_BEFORE_THE_ANSWER(Kind.MAY_HEAL, false, "broke", (socket, answer) -> reset(socket)),
    RESET_IN_THE_BODY(Kind.MAY_HEAL, true, "broke", (socket, answer) -> {
        send(socket, head("200 OK", answer.length + 10), half(answer));
        reset(socket);
    }),
    TRUNCATED(
            Kind.MAY_HEAL,
            true,
            "broke",
            (socket, answer) -> send(socket, head("200 OK", answer.length + 10), half(answer))),
    TIMEOUT(Kind.MAY_HEAL, true, "in time", (socket, answer) -> awaitEnd(socket)),
    SLOW_DRIP(Kind.MAY_HEAL, true, "http.call.timeout", (socket, answer) -> {
        send(socket, head("200 OK", 1_000_000));
        drip(socket);
    }),
    BAD_REQUEST(Kind.FINAL, "400 Bad Request"),
    UNAUTHORIZED(Kind.REFUSED, "401 Unauthorized"),
    FORBIDDEN(Kind.FINAL, "403 Forbidden"),
    NOT_FOUND(Kind.FINAL, "404 Not Found"),
    REQUEST_TIMEOUT(Kind.MAY_HEAL, "408 Request Timeout"),
    CONFLICT(Kind.MAY_HEAL_IN_OPENMETADATA, "409 Conflict"),
    TOO_LARGE(Kind.FINAL, "413 Content Too Large"),
    TOO_MANY_FOR_AN_HOUR(Kind.MAY_HEAL, "429 Too Many Requests\r\nRetry-After: 3600"),
    TOO_MANY_UNTIL_TOMORROW(
            Kind.MAY_HEAL,
            "429 Too Many Requests\r\nRetry-After: "
                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            ZonedDateTime.now(ZoneOffset.UTC).plusDays(1))),
    SERVER_ERROR(Kind.MAY_HEAL, "500 Internal Server Error"),
    BAD_GATEWAY(Kind.MAY_HEAL, "502 Bad Gateway"),
    UNAVAILABLE(Kind.MAY_HEAL, "503 Service Unavailable"),
    GATEWAY_TIMEOUT(Kind.MAY_HEAL, "504 Gateway Timeout"),
    EMPTY(Kind.UNREADABLE, true, "", (socket, answer) -> send(socket, head("200 OK", 0))),
    HTML(
            Kind.MAY_HEAL,
            false,
            "not valid JSON",
            (socket, answer) -> whole(socket, "<html><body>Please log in</body></html>")),
    WRONG_TYPE(Kind.UNREADABLE, true, "a string", (socket, answer) -> whole(socket, "\"accepted\"")),
    INVALID_JSON(Kind.MAY_HEAL, true, "not valid JSON", (socket, answer) -> whole(socket, "{\"data\": ["));

    /** What can be hoped of a fault, whatever call it hits. */
    enum Kind {
        /** The same call may succeed if it is made again. */
        MAY_HEAL,
        /** So it is with OpenMetadata, which refuses one of two who write at the same time; Stitch has no such thing. */
        MAY_HEAL_IN_OPENMETADATA,
        /** The call will be answered so again. */
        FINAL,
        /** The token is refused, and all other calls would be too. */
        REFUSED,
        /** JSON, or nothing, which only those miss who look into it. */
        UNREADABLE
    }

    /** Takes the place of an answer; the connection is closed after it. */
    private interface Script {
        void send(Socket socket, byte[] answer) throws IOException;
    }

    private static final long DRIP_NANOS = 20_000_000;

    private final Kind kind;
    private final boolean done;
    private final String words;
    private final Script script;

    Fault(Kind kind, String statusLine) {
        this(kind, false, statusLine.substring(0, 3), (socket, answer) -> send(socket, head(statusLine, 0)));
    }

    /** @param words that tell of it; "" where these depend on the call */
    Fault(Kind kind, boolean done, String words, Script script) {
        this.kind = kind;
        this.done = done;
        this.words = words;
        this.script = script;
    }

    Kind kind() {
        return kind;
    }

    String words() {
        return words;
    }

    /** Whether the server does what it is called for, and only its answer is lost. Who is told that a thing is not there has deleted it. */
    boolean isDone(String method) {
        return done || (this == NOT_FOUND && method.equals("DELETE"));
    }

    /** How a caller waits who gives up over it soon. */
    FaultRig.Waits waits() {
        return switch (this) {
            case TIMEOUT -> FaultRig.Waits.NOT_IN_SILENCE;
            case SLOW_DRIP -> FaultRig.Waits.NOT_FOR_SLOW_ANSWERS;
            default -> FaultRig.Waits.PATIENTLY;
        };
    }

    boolean mayHeal(boolean stitch) {
        return kind == Kind.MAY_HEAL || (kind == Kind.MAY_HEAL_IN_OPENMETADATA && !stitch);
    }

    /** @param answer the body of the answer that this takes the place of */
    void takePlaceOf(byte[] answer, Socket socket) throws IOException {
        script.send(socket, answer);
    }

    private static byte[] head(String statusLine, int length) {
        return ("HTTP/1.1 " + statusLine + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void whole(Socket socket, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(socket, head("200 OK", bytes.length), bytes);
    }

    private static byte[] half(byte[] answer) {
        return Arrays.copyOf(answer, answer.length / 2);
    }

    private static void send(Socket socket, byte[]... parts) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        out.flush();
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
    }

    private static void drip(Socket socket) throws IOException {
        while (true) {
            socket.getOutputStream().write(' ');
            LockSupport.parkNanos(DRIP_NANOS);
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // the caller has no patience left when it closes the connection
        }
    }
}
