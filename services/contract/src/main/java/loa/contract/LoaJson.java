package loa.contract;

import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How Loa writes JSON: times as RFC 3339 with milliseconds in Viet Nam's offset, days as ISO days. */
public final class LoaJson {
    /** Viet Nam has had one offset and no summer time since 1975. */
    public static final ZoneOffset OFFSET = ZoneOffset.ofHours(7);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(OFFSET);

    private LoaJson() {}

    /** A mapper for what stands on Kafka: unknown fields are passed over, so that a newer producer does not stop an older consumer. */
    public static JsonMapper mapper() {
        return builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /**
     * A mapper for what people and programs send: an unknown field is a fault, so that a typing error is not silently dropped; no value is
     * converted to another type; text is taken in NFC and must be storable.
     */
    public static JsonMapper strictMapper() {
        return builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .addModule(new SimpleModule("loa-strict").addDeserializer(String.class, new TextDeserializer())).build();
    }

    /** Whether a database can keep the text: it has neither U+0000 nor half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** {@code 2026-11-22T14:03:00.000+07:00}. */
    public static String format(OffsetDateTime time) {
        return TIME.format(time);
    }

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .addModule(new SimpleModule("loa").addSerializer(OffsetDateTime.class, new TimeSerializer()));
    }

    private static final class TimeSerializer extends ValueSerializer<OffsetDateTime> {
        @Override
        public void serialize(OffsetDateTime value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(format(value));
        }
    }

    private static final class TextDeserializer extends StdScalarDeserializer<String> {
        TextDeserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                String text = parser.getString();
                if (!isStorable(text)) {
                    throw context.weirdStringException(text, String.class, "has a character that cannot be stored");
                }
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
            Object handled = context.handleUnexpectedToken(getValueType(context), parser);
            return handled == null ? "" : handled.toString();
        }
    }
}
