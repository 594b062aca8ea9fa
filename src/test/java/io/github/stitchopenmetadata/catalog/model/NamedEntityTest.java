package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.http.Request;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedEntityTest {

    /** What OpenMetadata is asked for. */
    private static Request lookup(NamedEntity named) {
        Catalog catalog = new Catalogs().unopened(json("{'version': '1.13.0'}"));
        return new CatalogCalls().named(new OwnerLookup(catalog, named));
    }

    private static NamedEntity owner(String text) {
        return NamedEntity.owner("openmetadata.owners", text);
    }

    @ParameterizedTest
    @CsvSource({
        "jane, users/name/jane",
        "jane.doe, users/name/%22jane.doe%22",
        "jane@shop.example, users/name/jane",
        "jane.doe@shop.example, users/name/%22jane.doe%22",
        "team:data, teams/name/data",
        "team: a/b c, teams/name/a%2Fb%20c",
        "team:a.b, teams/name/%22a.b%22",
        "team:a@b, teams/name/a%40b"
    })
    void isLookedUpByName(String text, String path) {
        assertThat(lookup(owner(text)).path()).isEqualTo("/v1/" + path);
    }

    @Test
    void isLookedUpByItsFullNameWhereItIsADomain() {
        NamedEntity domain = NamedEntity.domain("openmetadata.domain", "sales.\"e.u\"");

        assertThat(lookup(domain).path()).isEqualTo("/v1/domains/name/sales.%22e.u%22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "jane         | {'id': '1', 'email': 'jane@x.example'}   | -",
                "jane         | {'id': '1'}                              | -",
                "jane         | {'name': 'jane'}                         | no such user",
                "team:data    | {}                                       | no such team",
                "team:data    | {'id': '1'}                              | -",
                "team:data    | {'id': '1', 'teamType': 'Group'}         | -",
                "team:data    | {'id': '1', 'teamType': 'Department'}    | of type Group",
                "team:a@b     | {'id': '1', 'teamType': 'Group'}         | -",
                "jane@shop.eu | {'id': '1', 'email': 'Jane@Shop.eu'}     | -",
                "jane@shop.eu | {'id': '1', 'email': 'jane@crm.eu'}      | jane has another e-mail address",
                "jane@shop.eu | {'id': '1'}                              | jane has another e-mail address"
            })
    void isNotTakenForAnother(String text, String answer, String objection) {
        Optional<String> found = owner(text).objection(json(answer));
        if (objection == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).hasValueSatisfying(words -> assertThat(words).contains(objection));
        }
    }

    @Test
    void isReferredToByTheIdAndNameOfTheAnswer() {
        assertThat(owner("jane.doe@x").in(json("{'id': '1', 'fullyQualifiedName': 'from-the-server'}")))
                .isEqualTo(new EntityRef("1", "user"));
        assertThat(owner("team:data").in(json("{'id': '2'}"))).isEqualTo(new EntityRef("2", "team"));
    }
}
