package io.github.stitchopenmetadata.support;

import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.concurrent.CountDownLatch;

/** Keeps the answers to some calls back until they are let go; what the calls did is done. */
public final class HeldAnswers implements Servers.Alteration, AutoCloseable {

    private final String method;
    private final String url;
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** @param url a regular expression for path and query */
    public HeldAnswers(String method, String url) {
        this.method = method;
        this.url = url;
    }

    @Override
    public Response alter(LoggedRequest call, Response answer) {
        if (call.getMethod().getName().equals(method) && call.getUrl().matches(url)) {
            first.countDown();
            try {
                Patience.await(released);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
        return answer;
    }

    /** Waits until there is an answer to keep back. */
    public void awaitFirst() {
        Patience.await().until(() -> first.getCount() == 0);
    }

    public void letGo() {
        released.countDown();
    }

    @Override
    public void close() {
        letGo();
    }
}
