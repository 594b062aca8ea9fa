package io.github.stitchopenmetadata.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerRulesTest {

    private static OwnerRules rules(String text) {
        return OwnerRules.parse("openmetadata.owners", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "shop=jane                            ! shop_eu ! jane",
                "shop=jane                            ! my_shop !",
                "SHOP=jane                            ! shop    ! jane",
                "^shop$=jane                          ! shop_eu !",
                "grün=jane                            ! GRÜN    ! jane",
                "shop=jane; .*=team:data              ! shop    ! jane",
                "shop=jane; .*=team:data              ! crm     ! team:data",
                ".*=team:data; shop=jane              ! shop    ! team:data",
                ";; shop = jane@shop.example ;        ! shop    ! jane@shop.example",
                "(?=shop)...._eu=jane                 ! shop_eu ! jane",
                "a|b=jane                             ! b       ! jane",
                "shop=team: data platform             ! shop    ! team: data platform"
            })
    void givesTheOwnerOfTheFirstPatternThatFits(String text, String source, String owner) {
        assertThat(rules(text).owner(source).map(NamedEntity::text).orElse(null))
                .isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; "})
    void hasNoRulesWhereNothingIsSaid(String text) {
        assertThat(rules(text).owners()).isEmpty();
        assertThat(rules(text).owner("shop")).isEmpty();
    }

    @Test
    void namesEachOwnerOnce() {
        assertThat(rules("a=jane; b=team:data; c=jane; d=jane@shop.example").owners())
                .extracting(NamedEntity::text)
                .containsExactly("jane", "team:data", "jane@shop.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=jane; shop          | shop",
                "=jane                 | =jane",
                "shop=                 | shop=",
                "shop=team:            | shop=team:",
                "shop=team: ; a=b      | shop=team:",
                "shop=@shop.example    | shop=@shop.example",
                "jane                  | jane"
            })
    void saysWhichPartIsNotOfTheForm(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(text))
                .withMessageContainingAll("openmetadata.owners", "\"" + part + "\"", "PATTERN=OWNER", "team:NAME");
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules("a=jane; (shop=jane"))
                .withMessageContainingAll("openmetadata.owners", "\"(shop=jane\"", "Unclosed group near index 5");
    }
}
