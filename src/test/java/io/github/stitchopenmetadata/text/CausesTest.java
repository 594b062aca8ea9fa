package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private final SocketException inner = new SocketException("reset");
    private final IOException middle = new IOException("broke", inner);
    private final RuntimeCamelException outer = new RuntimeCamelException(middle);

    @Test
    void goesFromTheOutermostToTheRoot() {
        assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
        assertThat(Causes.root(outer)).isSameAs(inner);
        assertThat(Causes.root(inner)).isSameAs(inner);
        assertThat(Causes.own(outer)).isSameAs(inner);

        InvalidAnswerException own = new InvalidAnswerException("no list");
        assertThat(Causes.own(new RuntimeCamelException(new IllegalStateException(own))))
                .isSameAs(own);
    }

    @Test
    void findsTheOutermostOfAType() {
        assertThat(Causes.find(outer, IOException.class)).containsSame(middle);
        assertThat(Causes.find(outer, SocketException.class)).containsSame(inner);
        assertThat(Causes.find(outer, IllegalStateException.class)).isEmpty();
    }

    @Test
    void endsWhereCausesLeadAroundInACircle() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(Causes.of(first)).containsExactly(first, second);
        assertThat(Causes.root(first)).isSameAs(second);
        assertThat(Causes.find(first, IOException.class)).isEmpty();
    }
}
