package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

    private static final Destination WAREHOUSE =
            new Destination(7, "snowflake", "Warehouse", Map.of("database", "ANALYTICS"));

    private static final String WAREHOUSE_JSON =
            """
            {'id': 7, 'type': 'snowflake', 'name': 'Warehouse', 'display_name': null, 'deleted_at': null,
             'properties': {'host': 'x.snowflake.example', 'port': '443', 'warehouse': 'LOAD', 'role': 'STITCH', 'database': 'ANALYTICS'}}""";

    @Test
    void readsAnArray() {
        assertThat(Destination.list(
                        json("[" + WAREHOUSE_JSON + ", {'id': 8, 'type': 's3', 'properties': {'s3_bucket': 'b'}}]")))
                .containsExactly(WAREHOUSE, new Destination(8, "s3", "", Map.of("s3_bucket", "b")));
        assertThat(Destination.list(json("[]"))).isEmpty();
    }

    @Test
    void readsABareObject() {
        assertThat(Destination.list(json(WAREHOUSE_JSON))).containsExactly(WAREHOUSE);
    }

    @Test
    void passesOverDeletedOnes() {
        assertThat(Destination.list(json("[" + WAREHOUSE_JSON
                        + ", {'id': 3, 'type': 'redshift', 'deleted_at': '2021-01-01T00:00:00Z'}]")))
                .containsExactly(WAREHOUSE);
        assertThat(Destination.list(json("{'id': 3, 'type': 'redshift', 'deleted_at': '2021-01-01T00:00:00Z'}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'you are at your limit'                  | a string \"you are at your limit\"",
                "{'error': {'message': 'no such client'}} | an object {\"error\":{\"message\":\"no such client\"}}",
                "{}                                       | an object {}",
                "{'type': null}                           | an object {\"type\":null}",
                "null                                     | nothing",
                "12                                       | a number 12"
            })
    void refusesWhatIsNoDestination(String answer, String shape) {
        assertThatThrownBy(() -> Destination.list(json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("/v4/destinations: ")
                .hasMessageEndingWith(shape);
    }

    @Test
    void keepsOnlyWhatSaysWhereTheDataLies() {
        Destination lake = Destination.list(
                        json(
                                """
                [{'id': 9, 'type': 'databricks_delta', 'name': null, 'properties': {'jdbc_url': 'jdbc:spark://h:443;UID=token;PWD=dapi-1',
                  'access_token': 'dapi-2', 'password': 'pw-3', 'username': 'u', 'database': 5, 'project_id': 'p', 's3_key_format_string': 'k'}}]"""))
                .get(0);

        assertThat(lake)
                .isEqualTo(new Destination(
                        9, "databricks_delta", "", Map.of("project_id", "p", "s3_key_format_string", "k")));
    }

    @Test
    void showsNoPropertiesOfAnAnswerThatItRefuses() {
        assertThatThrownBy(() -> Destination.list(
                        json("{'data': [{'id': 9, 'properties': {'jdbc_url': 'jdbc:spark://h;PWD=dapi-1'}}]}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("\"id\":9")
                .hasMessageNotContaining("dapi-1");
    }
}
