package loa.sms.twilio;

import java.io.IOException;
import java.time.ZonedDateTime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.HandlerInstantiator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.twilio.converter.DateConverter;
import com.twilio.converter.RFC2822Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads Twilio's answers as the SDK does, but takes a date apart once and not twice for each message of the same second. */
final class TwilioJson {
    private TwilioJson() {}

    /** For a client of the SDK. Thread-safe. */
    static ObjectMapper mapper() {
        var mapper = new ObjectMapper();
        mapper.setHandlerInstantiator(new Dates());
        return mapper;
    }

    private static final class RememberedDate extends JsonDeserializer<ZonedDateTime> {
        private record Known(String text, @Nullable ZonedDateTime date) {}

        private volatile Known last = new Known("", null);

        @Override
        public @Nullable ZonedDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            Known known = last;
            if (!known.text().equals(text)) {
                known = new Known(text, DateConverter.rfc2822DateTimeFromString(text));
                last = known;
            }
            return known.date();
        }
    }

    /** Null everywhere but for dates: as if there were none of us. */
    private static final class Dates extends HandlerInstantiator {
        @Override
        public @Nullable JsonDeserializer<?> deserializerInstance(DeserializationConfig config, Annotated annotated, Class<?> type) {
            return type == RFC2822Deserializer.class ? new RememberedDate() : null;
        }

        @Override
        public @Nullable KeyDeserializer keyDeserializerInstance(DeserializationConfig config, Annotated annotated, Class<?> type) {
            return null;
        }

        @Override
        public com.fasterxml.jackson.databind.@Nullable JsonSerializer<?> serializerInstance(SerializationConfig config,
                Annotated annotated, Class<?> type) {
            return null;
        }

        @Override
        public @Nullable TypeResolverBuilder<?> typeResolverBuilderInstance(MapperConfig<?> config, Annotated annotated, Class<?> type) {
            return null;
        }

        @Override
        public @Nullable TypeIdResolver typeIdResolverInstance(MapperConfig<?> config, Annotated annotated, Class<?> type) {
            return null;
        }
    }
}
