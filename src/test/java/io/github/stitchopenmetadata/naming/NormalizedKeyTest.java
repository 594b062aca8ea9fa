package io.github.stitchopenmetadata.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedKeyTest {

    @ParameterizedTest
    @CsvSource({
        "Customer ID,      customerid",
        "customer_id,      customerid",
        "'4_Customer ID!', customerid",
        "2024_orders_2,    orders2",
        "café,             café",
        "cafe\u0301,       café",
        "a-\u0301,         á",
        "日本-語,           日本語"
    })
    void keepsLettersAndDigitsOnly(String name, String key) {
        assertThat(NormalizedKey.of(name)).hasToString(key);
    }

    @ParameterizedTest
    @CsvSource({"2024, 2024", "_2024, _2024", "日本, 日本", "É, é", "'', ''"})
    void isTheNameItselfWhereNothingIsLeft(String name, String key) {
        assertThat(NormalizedKey.of(name)).hasToString(key);
    }

    @Test
    void isSharedByNamesThatDifferInSeparatorsOnly() {
        assertThat(NormalizedKey.of("a_b")).isEqualTo(NormalizedKey.of("ab"));
    }
}
