package loa.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands on Kafka is pinned by files: whoever changes one changes the contract. */
class WireFormatTest {
    @TempDir
    private Path directory;

    private EventSigner signer;

    @BeforeEach
    void keys() {
        signer = new EventSigner(Samples.keys(directory).signingKey("k1"), "/loa/publisher", Samples.CLOCK);
    }

    static Stream<String> names() {
        return Samples.events().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void valueAndHeadersAreThoseOfTheGoldenFiles(String name) throws IOException {
        ProducerRecord<String, byte[]> record = sign(name);
        assertGolden(name + ".json", new String(record.value(), StandardCharsets.UTF_8));
        assertGolden(name + ".headers", headers(record));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsReadIsWhatWasWritten(String name) {
        LoaEvent event = Samples.event(name);
        var verifier = new EventVerifier(Samples.keys(directory).ring());
        Verification verification = verifier.verify(Samples.received(sign(name)));
        assertThat(verification).isInstanceOfSatisfying(Verification.Genuine.class, genuine -> {
            assertThat(genuine.event()).isEqualTo(event);
            assertThat(genuine.eventId()).isEqualTo(Samples.EVENT_ID);
            assertThat(genuine.time().toInstant()).isEqualTo(Samples.NOW.toInstant());
        });
    }

    /** By the words of the contract alone, with nothing of its code. */
    @ParameterizedTest
    @MethodSource("names")
    void theSignatureIsOverTheAttributesAndTheBytesAsTheyStand(String name) throws Exception {
        ProducerRecord<String, byte[]> record = sign(name);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(Samples.publicKey());
        signature.update("loa-event-1\n".getBytes(StandardCharsets.UTF_8));
        for (String attribute : new String[]{"id", "source", "type", "subject", "time", "dataschema", "expirytime"}) {
            var header = record.headers().lastHeader("ce_" + attribute);
            signature.update(header == null ? new byte[0] : header.value());
            signature.update((byte) '\n');
        }
        signature.update(record.value());
        assertThat(signature.verify(Base64.getUrlDecoder().decode(Samples.text(record.headers().lastHeader("ce_signature"))))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theReferenceLibraryReadsACloudEvent(String name) {
        ProducerRecord<String, byte[]> record = sign(name);
        CloudEvent event;
        try (var deserializer = new CloudEventDeserializer()) {
            event = deserializer.deserialize(record.topic(), record.headers(), record.value());
        }
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isEqualTo(Samples.EVENT_ID.toString());
        assertThat(event.getType()).startsWith("vn.loa.");
        assertThat(event.getSource()).hasToString("/loa/publisher");
        assertThat(event.getSubject()).isEqualTo(Samples.event(name).subject());
        assertThat(event.getTime()).isEqualTo(Samples.NOW);
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getDataSchema()).hasToString("urn:loa:contract:" + name + ":1");
        assertThat(event.getExtension("keyid")).isEqualTo("k1");
        assertThat(event.getExtension("signature")).isNotNull();
        assertThat(event.getData()).isNotNull().satisfies(data -> assertThat(data.toBytes()).isEqualTo(record.value()));
    }

    /** The example of the design, field by field. */
    @Test
    void aDirectiveHasTheFieldsThatOutsidersRelyOn() {
        var json = JsonMapper.shared().readTree(sign("directive-issued").value());
        assertThat(json.propertyNames()).containsExactly("directive", "revision", "checkCode", "issuingBody", "source", "bulletinClass",
                "exercise", "channels", "areas", "coveredAreas", "bulletins", "effective", "expires", "issuedAt");
        assertThat(json.get("source").propertyNames()).containsExactly("number", "symbol", "issuingBody", "date", "subject");
        assertThat(json.get("bulletins").get(0).propertyNames()).containsExactly("channel", "language", "text");
        assertThat(json.get("channels")).extracting(c -> c.asString()).containsExactly("sms", "push", "loudspeaker");
        var amended = JsonMapper.shared().readTree(sign("directive-amended").value());
        assertThat(amended.get("replaces").asInt()).isEqualTo(1);
        assertThat(amended.get("reason").asString()).isEqualTo("Đổi giờ");
    }

    /** Compatible with readers that know the field: only a value is new. */
    @Test
    void aChannelThatHoldsADirectiveSaysSoInItsReport() throws IOException {
        ProducerRecord<String, byte[]> record = signer.sign(Topics.DELIVERY_REPORTS, Samples.held(), Samples.EVENT_ID);
        assertGolden("delivery-report-held.json", new String(record.value(), StandardCharsets.UTF_8));
        assertThat(new EventVerifier(Samples.keys(directory).ring()).verify(Samples.received(record)))
                .isInstanceOfSatisfying(Verification.Genuine.class, genuine -> assertThat(genuine.event()).isEqualTo(Samples.held()));
    }

    @Test
    void keysKeepInOrderWhatBelongsTogether() {
        assertThat(sign("directive-cancelled").key()).isEqualTo(Samples.DIRECTIVE.toString());
        assertThat(sign("broadcast-halted").key()).isEqualTo("halt:99001");
        assertThat(sign("broadcast-resumed").key()).isEqualTo("halt:99001");
    }

    private ProducerRecord<String, byte[]> sign(String name) {
        return signer.sign(Topics.DIRECTIVES, Samples.event(name), Samples.EVENT_ID);
    }

    private static String headers(ProducerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        return "key: " + record.key() + "\n" + Arrays.stream(headers.toArray()).map(h -> h.key() + ": " + Samples.text(h) + "\n")
                .collect(Collectors.joining());
    }

    /** What was written instead lies in {@code target/golden}. */
    private static void assertGolden(String file, String actual) throws IOException {
        Path written = Files.createDirectories(Path.of("target", "golden")).resolve(file);
        Files.writeString(written, actual);
        try (InputStream golden = WireFormatTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(golden).as("golden/" + file).isNotNull();
            assertThat(actual).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
