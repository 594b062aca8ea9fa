package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionsTest {

    private static final String BODY =
            """
            {'name': 'shop', 'displayName': 'Shop', 'sourceUrl': 'https://x.example/', 'tags': [{'tagFQN': 'Stitch.connector-mysql'}],
             'tasks': [{'name': 'orders', 'displayName': 'orders', 'tags': [{'tagFQN': 'Stitch.replication-full-table'}]}, {'name': 'items', 'displayName': 'items'}]}""";
    private static final Fingerprint OURS = Fingerprint.of(Stream.of("before"), "Old shop");

    private static Deliveries delivery() {
        return new Deliveries().body(BODY).known(OURS);
    }

    private static JsonNode of(Deliveries delivery, String stored) {
        return Corrections.of(delivery.build(), json(stored));
    }

    @Test
    void areNoneWhereAllIsAsItShouldBe() {
        assertThat(of(delivery(), BODY)).isNull();
    }

    @Test
    void renameWhatWasNamedHereAndRememberThatItWas() {
        assertThat(of(delivery(), BODY.replace("'Shop'", "'Old shop'")))
                .isEqualTo(json(
                        """
                [{'op': 'add', 'path': '/displayName', 'value': 'Shop'}, {'op': 'add', 'path': '/sourceHash', 'value': '%s'}]"""
                                .formatted(Fingerprint.of(Stream.of(""), "Shop").doubtful())));
        assertThat(of(delivery().version("1.2.0"), BODY.replace("'Shop'", "'Old shop'"))
                        .findValuesAsText("value"))
                .containsExactly(
                        "Shop",
                        "https://x.example/#"
                                + Fingerprint.of(Stream.of(""), "Shop").doubtful());
    }

    @Test
    void leaveTheNameThatAPersonGaveUnlessStitchIsToWin() {
        String stored = BODY.replace("'Shop'", "'Our shop'");

        assertThat(of(delivery(), stored)).isNull();
        assertThat(of(delivery().overrideMetadata(), stored).findValuesAsText("path"))
                .containsExactly("/displayName", "/sourceHash");
    }

    @Test
    void takeOffOurTagsThatNoLongerHoldFromTheLastToTheFirst() {
        JsonNode patch = of(
                delivery(),
                """
                {'displayName': 'Shop', 'tags': [{'tagFQN': 'Stitch.paused'}, {'tagFQN': 'PII.None'}, {'tagFQN': 'Stitch.connector-mysql'}, {'tagFQN': 'Stitch.connector-hp-postgres'},
                  {'tagFQN': 'Stitch.by-hand'}],
                 'tasks': [{'name': 'items', 'tags': []}, {'name': 'orders', 'tags': [{'tagFQN': 'Stitch.replication-full-table'}, {'tagFQN': 'Stitch.replication-incremental'}]},
                           {'name': 'strange', 'tags': [{'tagFQN': 'Stitch.replication-incremental'}]}]}""");

        assertThat(patch)
                .isEqualTo(
                        json(
                                """
                [{'op': 'test', 'path': '/tags/3/tagFQN', 'value': 'Stitch.connector-hp-postgres'}, {'op': 'remove', 'path': '/tags/3'},
                 {'op': 'test', 'path': '/tags/0/tagFQN', 'value': 'Stitch.paused'}, {'op': 'remove', 'path': '/tags/0'},
                 {'op': 'test', 'path': '/tasks/1/tags/1/tagFQN', 'value': 'Stitch.replication-incremental'}, {'op': 'remove', 'path': '/tasks/1/tags/1'}]"""));
    }

    @Test
    void leaveAllTagsWhereNoneAreWanted() {
        assertThat(of(delivery().withoutTags(), BODY.replace("connector-mysql", "paused")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({", 0", "true, 0", "false, 2"})
    void leaveTheTagOfAFailingConnectionWhileItIsNotKnownToWork(Boolean failing, int operations) {
        LineageMessage.Source source = new LineageMessage.Source(
                11, "shop", "Shop", "t", null, Messages.APP, true, true, null, null, null, failing);
        Deliveries delivery = delivery().message(Messages.of(source, null));
        String tags = Boolean.TRUE.equals(failing) ? "'tags': [{'tagFQN': 'Stitch.connection-failing'}], " : "";
        JsonNode patch = of(
                delivery.body("{" + tags + "'displayName': 'Shop'}"),
                "{'displayName': 'Shop', 'tags': [{'tagFQN': 'Stitch.connection-failing'}]}");

        assertThat(patch == null ? 0 : patch.size()).isEqualTo(operations);
    }

    @Test
    void takeOffTheTagOfAFailingConnectionThatWasSetForAnotherSourceOfTheName() {
        LineageMessage.Source other = new LineageMessage.Source(
                12,
                "shop",
                "Shop",
                "t",
                null,
                Messages.APP.replace("/11/", "/12/"),
                true,
                true,
                null,
                null,
                null,
                null);
        Deliveries delivery = delivery().message(Messages.of(other, null)).body("{'displayName': 'Shop'}");

        assertThat(of(delivery, "{'displayName': 'Shop', 'tags': [{'tagFQN': 'Stitch.connection-failing'}]}"))
                .hasSize(2);
    }

    @Test
    void giveOwnersAndADomainWhereThereAreNone() {
        String references = "{'owners': [{'id': '1', 'type': 'user'}], 'domains': [{'id': '2', 'type': 'domain'}]}";
        JsonNode both = json(
                """
                [{'op': 'add', 'path': '/owners', 'value': [{'id': '1', 'type': 'user'}]}, {'op': 'add', 'path': '/domains', 'value': [{'id': '2', 'type': 'domain'}]}]""");
        String owned =
                "{'displayName': 'Shop', 'owners': [{'id': '9', 'type': 'team'}], 'domains': [{'id': '8', 'type': 'domain'}]}";

        assertThat(of(new Deliveries().body(BODY).references(references), "{}")).isEqualTo(both);
        assertThat(of(
                        delivery().body("{'displayName': 'Shop'}").references(references),
                        "{'displayName': 'Shop', 'owners': [], 'domains': [{'id': '8', 'inherited': true}]}"))
                .isEqualTo(both);
        assertThat(of(delivery().references(references), owned)).isNull();
        assertThat(of(delivery().overrideMetadata().references(references), owned))
                .isEqualTo(both);
        assertThat(of(
                        delivery().overrideMetadata().references(references),
                        "{'displayName': 'Shop', 'owners': [{'id': '1'}], 'domains': [{'id': '2'}]}"))
                .isNull();
    }

    @Test
    void giveOneOwnerToAnOldServer() {
        Deliveries delivery = delivery().version("1.4.0").references("{'owner': {'id': '1', 'type': 'user'}}");

        assertThat(of(delivery, "{'displayName': 'Shop'}").findValuesAsText("path"))
                .containsExactly("/owner");
        assertThat(of(delivery, "{'displayName': 'Shop', 'owner': {'id': '9', 'type': 'user'}}"))
                .isNull();
    }

    @Test
    void renameTasksWhereStitchIsToWin() {
        String stored = BODY.replace("'displayName': 'items'", "'displayName': 'Our items'");

        assertThat(of(delivery(), stored)).isNull();
        assertThat(of(delivery().overrideMetadata(), stored))
                .isEqualTo(json("[{'op': 'add', 'path': '/tasks/1/displayName', 'value': 'items'}]"));
    }
}
