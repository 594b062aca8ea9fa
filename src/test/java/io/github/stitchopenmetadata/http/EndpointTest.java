package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "STITCH, https://api.example/v4/sources, /v4/sources",
        "STITCH, https://api.example/v4/sources/12/streams/34, /v4/sources/{id}/streams/{id}",
        "STITCH, https://proxy.example/stitch/v4/204871/loads?page=2, /v4/{client}/loads",
        "STITCH, https://api.example/v4/destinations?source_id=1, /v4/destinations",
        "STITCH, https://api.example/somewhere/else, other",
        "OPENMETADATA, https://data.example/api/v1/services/pipelineServices/name/a%2Fv1%2Ftables, /v1/services/pipelineServices/name/{name}",
        "OPENMETADATA, https://data.example/v1/api/v1/pipelines/restore, /v1/pipelines/restore",
        "OPENMETADATA, https://data.example/api/v1/pipelines/tables, /v1/pipelines/{id}",
        "OPENMETADATA, https://data.example/api/v1/pipelines/stitch.shop/status/bulk, /v1/pipelines/{name}/status/bulk",
        "OPENMETADATA, https://data.example/api/v1/lineage/table/7/table/8, /v1/lineage/{type}/{id}/{type}/{id}",
        "OPENMETADATA, https://data.example, other",
    })
    void isTheSameForAllCallsOfAKind(Side side, URI uri, String path) {
        assertThat(Endpoint.of(side, "GET", uri)).isEqualTo(new Endpoint(side, "GET", path));
    }
}
