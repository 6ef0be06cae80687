package loa.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/** Events and keys that are the same in every run. */
final class Samples {
    /** The first key pair of RFC 8032 section 7.1: known to all the world, so it guards nothing. */
    static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    static final UUID EVENT_ID = UUID.fromString("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b12");
    static final DirectiveId DIRECTIVE = DirectiveId.parse("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11");
    static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-22T14:03:00.123+07:00");
    static final Clock CLOCK = Clock.fixed(NOW.toInstant(), ZoneOffset.UTC);

    private static final AreaCode COMMUNE = new AreaCode("99001");
    private static final AreaCode VILLAGE = new AreaCode("99002-03");

    private Samples() {}

    /** All kinds of event by the name of their golden file. */
    static Map<String, LoaEvent> events() {
        Map<String, LoaEvent> events = new LinkedHashMap<>();
        events.put("directive-issued", new LoaEvent.DirectiveIssued(issued(1)));
        events.put("directive-amended", new LoaEvent.DirectiveAmended(issued(2), 1, "Đổi giờ"));
        events.put("directive-cancelled", new LoaEvent.DirectiveCancelled(DIRECTIVE, 1, "Phát nhầm", NOW));
        events.put("broadcast-halted",
                new LoaEvent.BroadcastHalted(COMMUNE, List.of(COMMUNE, new AreaCode("99001-01")), Set.of(Channel.LOUDSPEAKER), "Tang lễ",
                        NOW));
        events.put("broadcast-resumed", new LoaEvent.BroadcastResumed(COMMUNE, List.of(COMMUNE, new AreaCode("99001-01")),
                Set.of(Channel.LOUDSPEAKER, Channel.SMS, Channel.PUSH), "Xong", NOW));
        events.put("delivery-report", report());
        events.put("halt-acknowledged", new LoaEvent.HaltAcknowledged(COMMUNE, Channel.SMS, true, NOW));
        return events;
    }

    /** The event of this golden file. */
    static LoaEvent event(String name) {
        return Objects.requireNonNull(events().get(name), name);
    }

    static IssuedDirective issued(int revision) {
        return new IssuedDirective(DIRECTIVE, revision, "K7M4Q2XD", "Ban Tuyên giáo Tỉnh ủy",
                new Source("293", "CV/TU", "BAN TUYÊN GIÁO", LocalDate.of(2021, 8, 9), "Quán triệt và tuyên truyền"),
                BulletinClass.PRIORITY, false, Set.of(Channel.LOUDSPEAKER, Channel.SMS, Channel.PUSH), List.of(COMMUNE, VILLAGE),
                List.of(COMMUNE, new AreaCode("99001-01"), VILLAGE),
                List.of(new Bulletin(Channel.SMS, "vi", null, "Thông báo. Mã K7M4Q2XD", null),
                        new Bulletin(Channel.LOUDSPEAKER, "vi", "Thông báo của tỉnh", "Kính thưa bà con", 2)),
                NOW, NOW.plusDays(1), NOW);
    }

    static LoaEvent.DeliveryReport report() {
        var counts = new Counts(10, 1, 1, 0, 0, 6, 1, 1, 0, 0, 4, 1);
        return new LoaEvent.DeliveryReport(DIRECTIVE, 1, Channel.SMS, 3, 42, Planning.COMPLETE, null,
                List.of(new LoaEvent.AreaCounts(new AreaCode("99001-03"), counts)),
                List.of(new LoaEvent.Failure("twilio:21211", "refused", 1, "Số không hợp lệ")), NOW, NOW.plusSeconds(5), null,
                NOW.plusSeconds(6));
    }

    static LoaEvent.DeliveryReport held() {
        return new LoaEvent.DeliveryReport(DIRECTIVE, 1, Channel.SMS, 3, 42, Planning.HELD, null, List.of(), List.of(), null, null, null,
                NOW);
    }

    /** A directory with the sample key as {@code k1}. */
    static KeyDirectory keys(Path directory) {
        HexFormat hex = HexFormat.of();
        byte[] pkcs8 = hex.parseHex("302e020100300506032b657004220420" + SEED);
        try {
            Files.writeString(directory.resolve("k1.private"), Base64.getEncoder().encodeToString(pkcs8));
            Files.writeString(directory.resolve("k1.public"),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(hex.parseHex(PUBLIC)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KeyDirectory(directory);
    }

    /** The public half, made without any code of the contract. */
    static PublicKey publicKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC)));
    }

    /** The record as a consumer gets it. */
    static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(sent.topic(), 2, 17L, 0L, TimestampType.CREATE_TIME, -1, -1, sent.key(), sent.value(), sent.headers(),
                Optional.empty());
    }

    /** Puts another text into a header. */
    static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> record, String header, String value) {
        record.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
