package io.github.stitchopenmetadata.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.RawServer;
import io.github.stitchopenmetadata.text.Turns;
import io.github.stitchopenmetadata.text.Turns.Turn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallExecutorTest {

    private static final String LINE = "account 1";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1").gzipDisabled(true))
            .build();

    @AutoClose
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Turns turns = new Turns(1);

    @AutoClose
    private final CloseableHttpClient client = HttpClients.custom()
            .setRequestExecutor(new CallExecutor(turns, "attempt"))
            .addExecInterceptorFirst("bounds", new CallBounds(timer, 600_000, 10_000_000))
            .disableAutomaticRetries()
            .build();

    CallExecutorTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** A call that is under way on a thread of its own. */
    private record Sending(Attempt attempt, Thread thread, CompletableFuture<ClassicHttpResponse> answer) {

        void awaitWaiting() {
            Patience.await().until(() -> thread.getState() == Thread.State.WAITING);
        }

        Throwable failure() {
            assertThatThrownBy(() -> Patience.get(answer)).isNotInstanceOf(AssertionError.class);
            return answer.handle((none, broken) -> broken instanceof CompletionException ? broken.getCause() : broken)
                    .join();
        }
    }

    private static Attempt attempt(URI server) {
        return attempt(server, () -> Breakers.Permit.OF_NO_INTEREST);
    }

    private static Attempt attempt(URI server, Callable<Breakers.Permit> again) {
        Attempt attempt =
                new Attempt(Request.of("putLineage", Side.OPENMETADATA, "PUT", "/api/v1/lineage"), server, LINE, false);
        attempt.sent(Breakers.Permit.OF_NO_INTEREST, again);
        return attempt;
    }

    private Sending send(String body, Attempt attempt) {
        return send(body, attempt, attempt.uri());
    }

    private Sending send(String body, Attempt attempt, URI address) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("attempt", attempt);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(Exchange.class.getName(), exchange);
        HttpPut put = new HttpPut(address);
        put.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        CompletableFuture<ClassicHttpResponse> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(client.executeOpen(HttpHost.create(address), put, context));
            } catch (Throwable broken) {
                answer.completeExceptionally(broken);
            }
        });
        thread.start();
        return new Sending(attempt, thread, answer);
    }

    private Sending send(String body) {
        return send(body, attempt(URI.create(SERVER.baseUrl())));
    }

    private Turn taken() throws InterruptedException {
        Turn other = turns.join(LINE, false);
        other.await();
        return other;
    }

    /** @return whether the place is free once those before have it no longer */
    private AtomicBoolean comesNext() {
        AtomicBoolean come = new AtomicBoolean();
        turns.join(LINE, false, () -> come.set(true));
        return come;
    }

    @Test
    void isSentByTheThreadWhoseCallIsAnsweredBeforeThatOneGoesOn() throws Exception {
        answers(aResponse().withBody("done"));
        AtomicReference<Thread> sender = new AtomicReference<>();
        Attempt attempt = attempt(URI.create(SERVER.baseUrl()), () -> {
            sender.set(Thread.currentThread());
            return Breakers.Permit.OF_NO_INTEREST;
        });
        Turn other = taken();
        Sending call = send("{}", attempt);
        call.awaitWaiting();
        assertThat(sender).hasValue(null);
        assertThat(timer.getQueue()).as("its time while it waits").isEmpty();
        SERVER.verify(0, anyRequestedFor(anyUrl()));

        other.end();

        assertThat(sender).hasValue(Thread.currentThread());
        try (ClassicHttpResponse answer = Patience.get(call.answer)) {
            assertThat(answer.getCode()).isEqualTo(200);
            assertThat(answer.getEntity().getContent()).hasContent("done");
        }
        assertThat(SERVER.getAllServeEvents()).singleElement().satisfies(served -> assertThat(
                        served.getRequest().getBodyAsString())
                .isEqualTo("{}"));
        assertThat(timer.getQueue()).as("its time when all is read").isEmpty();
    }

    /** It may take a server as long as it likes to take it in. */
    @Test
    void isSentByItsOwnThreadWhereItIsLarge() throws Exception {
        answers(aResponse());
        AtomicReference<Thread> sender = new AtomicReference<>();
        Attempt attempt = attempt(URI.create(SERVER.baseUrl()), () -> {
            sender.set(Thread.currentThread());
            return Breakers.Permit.OF_NO_INTEREST;
        });
        String large = "[" + "1,".repeat(20_000) + "1]";
        Turn other = taken();
        Sending call = send(large, attempt);
        call.awaitWaiting();

        other.end();

        Patience.get(call.answer).close();
        assertThat(sender).hasValue(call.thread);
        assertThat(SERVER.getAllServeEvents()).singleElement().satisfies(served -> assertThat(
                        served.getRequest().getBodyAsString())
                .isEqualTo(large));
    }

    @Test
    void isNotSentWhereThatIsForbiddenWhenItsTurnHasCome() throws Exception {
        answers(aResponse());
        Exception stopped = new Exception("the run was stopped");
        Attempt forbidden = attempt(URI.create(SERVER.baseUrl()), () -> {
            throw stopped;
        });
        Turn other = taken();
        Sending call = send("{}", forbidden);
        call.awaitWaiting();
        Sending next = send("{}");
        next.awaitWaiting();

        other.end();

        assertThat(call.failure())
                .isInstanceOfSatisfying(NotSentException.class, notSent -> assertThat(notSent.reason())
                        .isSameAs(stopped));
        assertThat(forbidden.isSent()).isFalse();
        Patience.get(next.answer).close();
        SERVER.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void givesItsTurnUpWhereItsThreadIsToStop() throws Exception {
        answers(aResponse());
        Turn other = taken();
        Sending call = send("{}");
        call.awaitWaiting();

        call.thread.interrupt();

        assertThat(call.failure())
                .isInstanceOfSatisfying(NotSentException.class, notSent -> assertThat(notSent.reason())
                        .isInstanceOf(InterruptedException.class));
        AtomicBoolean next = comesNext();
        other.end();
        assertThat(next).isTrue();
        SERVER.verify(0, anyRequestedFor(anyUrl()));
    }

    /** A proxy that wants to know who asks answers the first time, and its words may have any size. */
    @Test
    void waitsForNoPlaceOfItsOwnWhereItIsSentTwice() throws Exception {
        answers(aResponse().withBody("x").withChunkedDribbleDelay(1, 1));
        Attempt attempt = attempt(URI.create(SERVER.baseUrl()));
        Patience.get(send("{}", attempt).answer);

        Patience.get(send("{}", attempt).answer);

        attempt.leave();
        assertThat(comesNext()).isTrue();
    }

    /** Somebody else's route may use the component, too. */
    @Test
    void waitsForNothingWhereItIsNoAttempt() throws Exception {
        answers(aResponse().withBody("done"));
        taken();

        try (ClassicHttpResponse answer = Patience.get(send("{}", null, URI.create(SERVER.baseUrl())).answer)) {
            assertThat(answer.getEntity().getContent()).hasContent("done");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60_000})
    void hasNoPlaceWhileASmallAnswerIsRead(int size) throws Exception {
        answers(aResponse().withHeader("Content-Length", String.valueOf(size)).withBody("x".repeat(size)));

        try (ClassicHttpResponse answer = Patience.get(send("{}").answer)) {
            assertThat(comesNext()).isTrue();
            assertThat(answer.getEntity().getContent().readAllBytes()).hasSize(size);
        }
    }

    static List<Named<ResponseDefinitionBuilder>> answersThatMayBeLarge() throws IOException {
        return List.of(
                named(
                        "large",
                        aResponse().withHeader("Content-Length", "100000").withBody("x".repeat(100_000))),
                named("of unknown size", aResponse().withBody("x").withChunkedDribbleDelay(1, 1)),
                named(
                        "packed",
                        aResponse().withHeader("Content-Encoding", "gzip").withBody(packed("x".repeat(100_000)))));
    }

    @ParameterizedTest
    @MethodSource("answersThatMayBeLarge")
    void hasItsPlaceUntilAnAnswerIsReadThatMayBeLarge(ResponseDefinitionBuilder large) throws Exception {
        answers(large);
        Sending call = send("{}");

        try (ClassicHttpResponse answer = Patience.get(call.answer)) {
            AtomicBoolean next = comesNext();
            assertThat(next).isFalse();
            assertThat(answer.getEntity().getContent().readAllBytes()).containsOnly('x');
            assertThat(next).isFalse();

            call.attempt.leave();
            assertThat(next).isTrue();
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void waitsForTheAnswerItselfWhereTheServerSaysSomethingBefore() throws Exception {
        try (RawServer server = RawServer.sending("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
                        + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
                ClassicHttpResponse answer = Patience.get(send("{}", attempt(URI.create(server.url()))).answer)) {
            assertThat(answer.getCode()).isEqualTo(201);
            assertThat(answer.getEntity().getContent()).hasContent("{}");
        }
    }

    /** It has reached nobody, and may be made again whatever it is. */
    @Test
    void isNotSentOverAConnectionThatWasClosedWhileItWaited() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0)) {
            Thread serving = new Thread(() -> {
                try (Socket connection = server.accept()) {
                    Patience.await(waiting);
                } catch (IOException | InterruptedException broken) {
                    throw new IllegalStateException(broken);
                }
                closed.countDown();
            });
            serving.start();
            URI address = URI.create("http://localhost:" + server.getLocalPort());
            Turn other = taken();
            Sending call = send("{}", attempt(address));
            call.awaitWaiting();
            long before = System.nanoTime();
            waiting.countDown();
            Patience.await(closed);
            Patience.await().until(() -> System.nanoTime() - before > 2_000_000_000L);

            other.end();

            assertThat(call.failure()).isInstanceOf(ClosedConnectionException.class);
            assertThat(new CallFailures()
                            .failure(Side.OPENMETADATA, address, Credential.NONE, (Exception) call.failure()))
                    .hasMessageContaining(" closed the connection before anything was sent")
                    .matches(failure -> !failure.isSent() && failure.isTransient());
            assertThat(comesNext()).isTrue();
        }
    }
}
