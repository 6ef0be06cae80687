package loa.push.fcm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.api.client.json.JsonGenerator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FcmJsonTest {
    private static final Map<String, String> BODY = Map.of("title", "Bão số 9 \uD83C\uDF00");

    private final FcmJson json = new FcmJson();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void whatWasWrittenLastIsKeptOnceAndOnlyForItsLength() throws IOException {
        write().flush();
        byte[] written = "{\"title\":\"Bão số 9 \uD83C\uDF00\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(out.toByteArray()).isEqualTo(written);
        assertThat(json.take(written.length)).isEqualTo(written);
        assertThat(json.take(written.length)).as("taken already").isNull();

        write().flush();
        assertThat(json.take(written.length + 1)).isNull();
    }

    @Test
    void whatIsOfAnotherRequestOrCameInPiecesIsNotKept() throws IOException {
        write().flush();
        json.forget();
        assertThat(json.take(out.size())).isNull();

        out.reset();
        JsonGenerator generator = json.createJsonGenerator(out, StandardCharsets.UTF_8);
        generator.writeStartArray();
        generator.flush();
        generator.writeEndArray();
        generator.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[]");
        assertThat(json.take(1)).isNull();
        assertThat(json.take(2)).isNull();
    }

    private JsonGenerator write() throws IOException {
        JsonGenerator generator = json.createJsonGenerator(out, StandardCharsets.UTF_8);
        generator.serialize(BODY);
        return generator;
    }
}
