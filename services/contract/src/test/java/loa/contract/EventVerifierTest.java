package loa.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EventVerifierTest {
    @TempDir
    private Path directory;

    private SigningKey key;
    private EventSigner signer;
    private EventVerifier verifier;

    @BeforeEach
    void keys() {
        KeyDirectory keys = Samples.keys(directory);
        key = keys.signingKey("k1");
        signer = new EventSigner(key, "/loa/publisher", Samples.CLOCK);
        verifier = new EventVerifier(keys.ring());
    }

    @Test
    void oneByteChangedAnywhereInTheValueIsAForgery() {
        int length = issued().value().length;
        for (int i = 0; i < length; i++) {
            ProducerRecord<String, byte[]> record = issued();
            record.value()[i] ^= 1;
            assertThat(reason(record)).as("byte %d", i).isEqualTo(Verification.Reason.FORGED);
        }
    }

    @Test
    void aChangedAttributeIsAForgery() {
        for (String header : new String[]{"ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_dataschema", "ce_expirytime"}) {
            String text = Samples.text(issued().headers().lastHeader(header));
            assertThat(reason(Samples.with(issued(), header, text + "x"))).as(header).isEqualTo(Verification.Reason.FORGED);
        }
        assertThat(reason(Samples.with(issued(), "ce_type", "vn.loa.DirectiveAmended"))).isEqualTo(Verification.Reason.FORGED);
        ProducerRecord<String, byte[]> unlimited = issued();
        unlimited.headers().remove("ce_expirytime");
        assertThat(reason(unlimited)).isEqualTo(Verification.Reason.FORGED);
    }

    @Test
    void aTextMovedFromOneAttributeIntoTheNextIsAForgery() {
        ProducerRecord<String, byte[]> record = Samples.with(issued(), "ce_source", "/loa/publisher\nvn.loa.DirectiveIssued");
        Samples.with(record, "ce_type", Samples.DIRECTIVE.toString());
        assertThat(reason(record)).isEqualTo(Verification.Reason.FORGED);
    }

    @Test
    void withoutASignatureItIsUnsigned() {
        ProducerRecord<String, byte[]> record = issued();
        record.headers().remove("ce_signature");
        assertThat(reason(record)).isEqualTo(Verification.Reason.UNSIGNED);
        assertThat(reason(Samples.with(issued(), "ce_signature", ""))).isEqualTo(Verification.Reason.UNSIGNED);
    }

    @Test
    void aCutOrMalformedSignatureIsAForgery() {
        String signature = Samples.text(issued().headers().lastHeader("ce_signature"));
        assertThat(reason(Samples.with(issued(), "ce_signature", signature.substring(0, 40)))).isEqualTo(Verification.Reason.FORGED);
        assertThat(reason(Samples.with(issued(), "ce_signature", "*".repeat(86)))).isEqualTo(Verification.Reason.FORGED);
    }

    @Test
    void aKeyThatNobodyKnowsIsNotBelieved(@TempDir Path elsewhere) {
        KeyDirectory foreign = new KeyDirectory(elsewhere);
        foreign.createIfMissing("k2");
        var stranger = new EventSigner(foreign.signingKey("k2"), "/loa/publisher", Samples.CLOCK);
        assertThat(reason(stranger.sign(Topics.DIRECTIVES, Samples.report()))).isEqualTo(Verification.Reason.UNKNOWN_KEY);
        assertThat(reason(Samples.with(stranger.sign(Topics.DIRECTIVES, Samples.report()), "ce_keyid", "k1")))
                .isEqualTo(Verification.Reason.FORGED);
    }

    @Test
    void aTypeThatIsNotOursIsUnknownEvenWhenWeSignedIt() {
        assertThat(reason(resigned("vn.loa.SomethingNew", "{}"))).isEqualTo(Verification.Reason.UNKNOWN_TYPE);
    }

    @Test
    void junkIsUnreadableEvenWhenWeSignedIt() {
        for (String value : new String[]{"", "junk", "null", "[]", "{}", "{\"directive\": 5}", "{\"directive\": null}",
                new String(issued().value(), StandardCharsets.UTF_8).replace("\"revision\":1", "\"revision\":0"),
                new String(issued().value(), StandardCharsets.UTF_8).replace("\"checkCode\":\"K7M4Q2XD\",", "")}) {
            assertThat(reason(resigned("vn.loa.DirectiveIssued", value))).as(value).isEqualTo(Verification.Reason.UNREADABLE);
        }
        assertThat(reason(new ProducerRecord<>(Topics.DIRECTIVES, "key", null))).isEqualTo(Verification.Reason.UNREADABLE);
        assertThat(reason(new ProducerRecord<>(Topics.DIRECTIVES, null, new byte[]{0, 1, 2}))).isEqualTo(Verification.Reason.UNSIGNED);
    }

    @Test
    void anEventUnderTheKeyOfAnotherIsUnreadable() {
        ProducerRecord<String, byte[]> record = issued();
        assertThat(reason(new ProducerRecord<>(record.topic(), null, "halt:99001", record.value(), record.headers())))
                .isEqualTo(Verification.Reason.UNREADABLE);
        assertThat(reason(new ProducerRecord<String, byte[]>(record.topic(), null, null, record.value(), record.headers())))
                .isEqualTo(Verification.Reason.UNREADABLE);
    }

    @Test
    void fieldsOfANewerProducerArePassedOver() {
        String value = new String(issued().value(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"aNewField\":{\"x\":[1]},");
        assertThat(verifier.verify(Samples.received(resigned("vn.loa.DirectiveIssued", value)))).isInstanceOf(Verification.Genuine.class);
    }

    @Test
    void aDeadLetterIsTheRecordUnchangedAndSaysWhereItCameFrom() {
        ProducerRecord<String, byte[]> record = issued();
        record.headers().remove("ce_signature");
        ConsumerRecord<String, byte[]> refused = Samples.received(record);
        ProducerRecord<String, byte[]> letter = DeadLetters.of(refused, Verification.Reason.UNSIGNED);
        assertThat(letter.topic()).isEqualTo("loa.dead-letters");
        assertThat(letter.key()).isEqualTo(refused.key());
        assertThat(letter.value()).isEqualTo(refused.value());
        assertThat(Arrays.asList(letter.headers().toArray())).containsAll(Arrays.asList(refused.headers().toArray()));
        assertThat(Samples.text(letter.headers().lastHeader("loa_reason"))).isEqualTo("unsigned");
        assertThat(Samples.text(letter.headers().lastHeader("loa_topic"))).isEqualTo("loa.directives");
        assertThat(Samples.text(letter.headers().lastHeader("loa_partition"))).isEqualTo("2");
        assertThat(Samples.text(letter.headers().lastHeader("loa_offset"))).isEqualTo("17");
        assertThat(refused.headers().lastHeader("loa_reason")).isNull();
    }

    @Test
    void aDeadLetterOfAJunkRecordHasNoNeedOfAKeyOrAValue() {
        ProducerRecord<String, byte[]> letter = DeadLetters.of(Samples.received(new ProducerRecord<>(Topics.DIRECTIVES, null, null)),
                Verification.Reason.UNREADABLE);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
    }

    private ProducerRecord<String, byte[]> issued() {
        return signer.sign(Topics.DIRECTIVES, new LoaEvent.DirectiveIssued(Samples.issued(1)), Samples.EVENT_ID);
    }

    /** A record that is properly signed, whatever stands in it. */
    private ProducerRecord<String, byte[]> resigned(String type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        EventAttributes old = EventAttributes.readFrom(issued().headers());
        var attributes = new EventAttributes(old.id(), old.source(), type, old.subject(), old.time(), old.dataSchema(), old.expiryTime());
        var record = new ProducerRecord<>(Topics.DIRECTIVES, issued().key(), bytes);
        attributes.writeTo(record.headers());
        Samples.with(record, EventAttributes.KEY_ID, "k1");
        return Samples.with(record, EventAttributes.SIGNATURE, key.sign(attributes.signedBytes(bytes)));
    }

    private Verification.Reason reason(ProducerRecord<String, byte[]> record) {
        Verification verification = verifier.verify(Samples.received(record));
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        return ((Verification.Refused) verification).reason();
    }
}
