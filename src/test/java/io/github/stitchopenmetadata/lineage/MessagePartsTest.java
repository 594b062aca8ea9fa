package io.github.stitchopenmetadata.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.lineage.LineageMessage.DeselectedStream;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Part;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.state.StateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagePartsTest {

    private static final LineageMessage SOURCE =
            Messages.of(Messages.source("platform.hp-postgres", Map.of()), Messages.snowflake());

    private final LineageMessages messages = new LineageMessages();

    @TempDir
    private Path folder;

    private List<LineageMessage> divided(int bytes, List<Stream> streams, List<DeselectedStream> deselected)
            throws Exception {
        messages.setBytes(bytes);
        MessageParts parts = messages.parts(SOURCE);
        List<LineageMessage> all = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            all.addAll(parts.add(i, streams.get(i)));
        }
        all.addAll(parts.end(deselected));
        for (LineageMessage message : all) {
            String json = messages.write(message);
            assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bytes);
            assertThat(messages.read(json)).isEqualTo(message);
        }
        return all;
    }

    private SourceParts together(List<LineageMessage> parts) throws Exception {
        SourceParts together = SourceParts.awaiting(parts.get(0), new StateFiles(folder.toString()));
        for (LineageMessage part : parts) {
            assertThat(together.isComplete()).isFalse();
            together.add(part);
        }
        assertThat(together.isComplete()).isTrue();
        return together;
    }

    private static Stream stream(int id, int fields, String type) {
        return new Stream(
                id,
                "tap",
                "größe_" + id,
                "shop",
                "public",
                false,
                "FULL_TABLE",
                null,
                List.of("id"),
                IntStream.range(0, fields)
                        .mapToObj(i -> new Field("column_" + i, List.of(type), null, null, List.of()))
                        .toList(),
                List.of(new Field("left_out", List.of("string"), null, null, List.of())),
                null,
                null);
    }

    private static List<Stream> streams(int count, int fields) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> stream(id, fields, "string"))
                .toList();
    }

    private static List<Stream> all(SourceParts parts) {
        List<Stream> all = new ArrayList<>();
        parts.shares().forEach(all::addAll);
        return all;
    }

    @Test
    void areOneForASourceThatFits() throws Exception {
        List<Stream> streams = streams(3, 5);

        LineageMessage only = divided(900_000, streams, List.of()).get(0);

        assertThat(only.part()).isEqualTo(Part.ONLY);
        assertThat(only.streams()).isEqualTo(streams);
        assertThat(only.tasks()).isEmpty();
    }

    @Test
    void holdAllOfTheSourceInWhateverOrderTheyCome() throws Exception {
        List<Stream> streams = streams(50, 30);
        List<DeselectedStream> deselected = IntStream.range(0, 200)
                .mapToObj(i -> new DeselectedStream("other_" + i, "shop", "public"))
                .toList();
        List<LineageMessage> parts = new ArrayList<>(divided(4000, streams, deselected));
        assertThat(parts).hasSizeGreaterThan(10);
        assertThat(parts.get(0).part().of()).isZero();
        assertThat(parts.get(parts.size() - 1).part().of()).isEqualTo(parts.size());

        Collections.shuffle(parts, new Random(1));
        SourceParts together = together(parts);

        assertThat(all(together)).extracting(Stream::fields).allSatisfy(fields -> assertThat(fields)
                .hasSize(30));
        assertThat(all(together))
                .extracting(Stream::id)
                .containsExactlyInAnyOrderElementsOf(
                        streams.stream().map(Stream::id).toList());
        LineageMessage outline = together.outline();
        assertThat(outline.streams())
                .extracting(Stream::key)
                .containsExactlyElementsOf(streams.stream().map(Stream::key).toList());
        assertThat(outline.streams()).allMatch(Stream::isDescribed).allMatch(task -> task.fields()
                .isEmpty());
        assertThat(outline.deselectedStreams()).containsExactlyElementsOf(deselected);
    }

    @Test
    void divideAStreamThatIsLargerThanAMessageByItsColumns() throws Exception {
        Stream large = stream(1, 5000, "string");

        List<LineageMessage> parts = divided(4000, List.of(large), List.of());

        assertThat(parts).hasSizeGreaterThan(50);
        assertThat(all(together(parts))).singleElement().satisfies(stream -> {
            assertThat(stream.fields()).isEqualTo(large.fields());
            assertThat(stream.deselectedFields()).isEqualTo(large.deselectedFields());
        });
    }

    @Test
    void tellOfEachTaskTheFieldsThatMayBeTables() throws Exception {
        Field array = new Field("items", List.of("array"), null, null, List.of(Messages.field("sku")));
        Field json = new Field("extra", List.of("string"), null, "jsonb", List.of());
        Stream stream = new Stream(
                1,
                "t",
                "orders",
                null,
                null,
                false,
                null,
                null,
                List.of(),
                List.of(Messages.field("id"), array, json),
                List.of(),
                true,
                null);
        List<Stream> streams = new ArrayList<>(streams(20, 30));
        streams.add(stream);

        Stream task =
                together(divided(4000, streams, List.of())).outline().streams().get(20);

        assertThat(task.fields()).extracting(Field::name).containsExactly("items", "extra");
        assertThat(task.fields().get(0).fields()).isEmpty();
        assertThat(task.loaded()).isTrue();
    }

    @Test
    void sayOfAFieldThatDoesNotFitWhyItsStreamHasNone() throws Exception {
        Field huge = new Field(
                "huge",
                List.of("object"),
                null,
                null,
                IntStream.range(0, 500)
                        .mapToObj(i -> Messages.field("inner_" + i))
                        .toList());
        Stream stream = new Stream(
                1, "t", "orders", null, null, false, null, null, List.of(), List.of(huge), List.of(), null, null);

        assertThat(divided(4000, List.of(stream), List.of()).get(0).streams())
                .singleElement()
                .satisfies(without -> {
                    assertThat(without.fields()).isEmpty();
                    assertThat(without.problem()).contains("huge", "lineage.message.bytes", "4000");
                });
    }

    @Test
    void takeABoundOfAtLeastFourThousandBytes() {
        assertThatThrownBy(() -> messages.setBytes(3999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lineage.message.bytes")
                .hasMessageContaining("3999");
    }
}
