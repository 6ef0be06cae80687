package loa.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSignerTest {
    private static final AccessKey ACCESS = new AccessKey("ab".repeat(32), "operator-7", Set.of(Role.OPERATOR, Role.AUDITOR),
            new AreaCode("99001"), false);

    @TempDir
    private Path directory;

    private RecordSigner signer;
    private RecordVerifier verifier;

    @BeforeEach
    void keys() {
        KeyDirectory keys = Samples.keys(directory);
        signer = new RecordSigner(keys.signingKey("k1"), Samples.CLOCK);
        verifier = new RecordVerifier(keys.ring());
    }

    @Test
    void whatTheDeskSignedIsBelieved() {
        ProducerRecord<String, byte[]> record = signer.access(ACCESS);
        assertThat(record.topic()).isEqualTo("loa.access");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{\"hash\":\"" + "ab".repeat(32)
                + "\",\"holder\":\"operator-7\",\"roles\":[\"operator\",\"auditor\"],\"area\":\"99001\",\"revoked\":false}");
        assertThat(verifier.verify(Samples.received(record))).isInstanceOfSatisfying(StateRecord.Genuine.class, genuine -> {
            assertThat(genuine.key()).isEqualTo(ACCESS.hash());
            assertThat(genuine.time()).isEqualTo(Samples.NOW);
            assertThat(LoaJson.mapper().readValue(genuine.value(), AccessKey.class)).isEqualTo(ACCESS);
        });
    }

    @Test
    void anAreaStandsUnderItsCode() {
        var area = new Area(new AreaCode("99001-03"), new AreaCode("99001"), AreaType.VILLAGE, "Thôn Đông", List.of("Thôn 3"),
                LocalDate.of(2025, 7, 1), null, List.of(), List.of(new AreaCode("99"), new AreaCode("99001"), new AreaCode("99001-03")));
        ProducerRecord<String, byte[]> record = signer.area(area);
        assertThat(record.key()).isEqualTo("99001-03");
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"code\":\"99001-03\",\"parent\":\"99001\",\"type\":\"village\",\"name\":\"Thôn Đông\",\"aliases\":[\"Thôn 3\"],"
                                + "\"validFrom\":\"2025-07-01\",\"validTo\":null,\"successors\":[],\"path\":[\"99\",\"99001\",\"99001-03\"]}");
        assertThat(LoaJson.mapper().readValue(record.value(), Area.class)).isEqualTo(area);
    }

    @Test
    void theSignatureIsOverTopicKeyTimeAndValue() throws Exception {
        ProducerRecord<String, byte[]> record = signer.access(ACCESS);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(Samples.publicKey());
        signature.update(("loa-record-1\nloa.access\n" + ACCESS.hash() + "\n2026-11-22T14:03:00.123+07:00\nvalue\n")
                .getBytes(StandardCharsets.UTF_8));
        signature.update(record.value());
        assertThat(signature.verify(Base64.getUrlDecoder().decode(Samples.text(record.headers().lastHeader("ce_signature"))))).isTrue();
    }

    @Test
    void aRemovalIsSignedToo() {
        ProducerRecord<String, byte[]> removal = signer.removal(Topics.AREAS, "99001-03");
        assertThat(verifier.verify(Samples.received(removal)))
                .isInstanceOfSatisfying(StateRecord.Genuine.class, genuine -> assertThat(genuine.value()).isNull());
        assertThat(reason(new ProducerRecord<>(Topics.AREAS, "99001-03", null))).isEqualTo(Verification.Reason.UNSIGNED);
        ProducerRecord<String, byte[]> area = signer.access(ACCESS);
        assertThat(reason(new ProducerRecord<>(area.topic(), null, area.key(), null, area.headers())))
                .isEqualTo(Verification.Reason.FORGED);
    }

    @Test
    void whatWasSignedForAnotherPlaceIsAForgery() {
        ProducerRecord<String, byte[]> record = signer.access(ACCESS);
        assertThat(reason(new ProducerRecord<>(record.topic(), null, "cd".repeat(32), record.value(), record.headers())))
                .isEqualTo(Verification.Reason.FORGED);
        assertThat(reason(new ProducerRecord<>(Topics.AREAS, null, record.key(), record.value(), record.headers())))
                .isEqualTo(Verification.Reason.FORGED);
        assertThat(reason(Samples.with(signer.access(ACCESS), "ce_time", "2027-11-22T14:03:00.123+07:00")))
                .isEqualTo(Verification.Reason.FORGED);
        ProducerRecord<String, byte[]> changed = signer.access(ACCESS);
        changed.value()[5] ^= 1;
        assertThat(reason(changed)).isEqualTo(Verification.Reason.FORGED);
        assertThat(reason(Samples.with(signer.access(ACCESS), "ce_keyid", "k9"))).isEqualTo(Verification.Reason.UNKNOWN_KEY);
    }

    private Verification.Reason reason(ProducerRecord<String, byte[]> record) {
        StateRecord state = verifier.verify(Samples.received(record));
        assertThat(state).isInstanceOf(StateRecord.Refused.class);
        return ((StateRecord.Refused) state).reason();
    }
}
