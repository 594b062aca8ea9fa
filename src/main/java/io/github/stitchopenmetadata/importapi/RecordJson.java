package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Records as JSON. A time becomes the text that JSON Schema calls date-time, a date its ISO form; decimals stay as exact as they are. */
final class RecordJson {

    /** A text may be as long as a request, and longer in what was refused for that. */
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule()
                    .addSerializer(new Times<>(TemporalAccessor.class))
                    .addSerializer(new Times<>(Date.class)))
            .build();

    private RecordJson() {}

    /**
     * @param record by the names of its fields
     * @throws IllegalArgumentException if a value has no form in JSON
     */
    static ImportRecord record(long sequence, Map<String, ?> record) {
        try {
            byte[] json = MAPPER.writeValueAsBytes(record);
            return new ImportRecord(sequence, new String(json, StandardCharsets.UTF_8), json.length);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(
                    "a record cannot be written as JSON: " + OneLine.of(impossible.getOriginalMessage()), impossible);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Whether a value is a moment, and not only a date or a time of day. */
    static boolean isMoment(Object value) {
        return value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof Date && !(value instanceof java.sql.Date) && !(value instanceof java.sql.Time);
    }

    private static String text(Object time) {
        if (time instanceof OffsetDateTime || time instanceof ZonedDateTime) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((TemporalAccessor) time);
        }
        if (time instanceof Date date && isMoment(time)) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    date.toInstant().atOffset(ZoneOffset.UTC));
        }
        return time.toString();
    }

    private static final class Times<T> extends StdSerializer<T> {

        Times(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text(time));
        }
    }
}
