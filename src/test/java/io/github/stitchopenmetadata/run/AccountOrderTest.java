package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountOrderTest {

    @Test
    void isReadAsItWasWritten() {
        AccountOrder order = new AccountOrder("4711", "status", "workflows/shop.yaml", "shop@catalog:8585");

        assertThat(AccountOrder.read(order.json())).isEqualTo(order);
    }

    /** What is not shared out, such as taking all back, nobody can ask for by a message. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"version\":2,\"run\":\"1\",\"kind\":\"lineage\",\"workflow\":\"a.yaml\",\"key\":\"a\"}",
                "{\"version\":1,\"run\":\"1\",\"kind\":\"remove\",\"workflow\":\"a.yaml\",\"key\":\"a\"}",
                "{\"version\":1,\"run\":\"1\",\"kind\":\"lineage\",\"workflow\":7,\"key\":\"a\"}",
                "{\"version\":1,\"run\":\"1\",\"kind\":\"lineage\",\"workflow\":\"a.yaml\"}"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> AccountOrder.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
