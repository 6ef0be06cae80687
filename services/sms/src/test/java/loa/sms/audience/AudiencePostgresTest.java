package loa.sms.audience;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.postgres.Database;
import loa.delivery.subscriber.SubscribedAudience;
import loa.sms.TestSchema;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.SmsAddress;

import static org.assertj.core.api.Assertions.assertThat;

class AudiencePostgresTest {
    private final TestSchema schema = TestSchema.create();
    private final JdbcClient jdbc = schema.jdbc();
    private final SubscribedAudience residents = new SubscribedAudience(new Database(schema.source()),
            AudienceConfiguration.RESIDENTS);
    private int phones;

    @Test
    void everyRecipientIsCountedOnceUnderTheFirstCoveredAreaOfHisOrder() {
        RecipientId one = subscribe("99001-03");
        RecipientId two = subscribe("99002-01", "99001-03");
        RecipientId three = subscribe("99001-03", "99001-02");
        subscribe("99002-01");
        RecipientId commune = subscribe("99001");

        List<Recipient> audience = all(directive("99001", "99001-02", "99001-03"), 2);

        assertThat(audience).containsExactlyInAnyOrder(recipient(one, "99001-03"), recipient(two, "99001-03"), recipient(three, "99001-03"),
                recipient(commune, "99001"));
        assertThat(audience).isSortedAccordingTo(Recipient.ORDER);
    }

    @Test
    void whoSubscribedForTheCommuneIsNotReachedByAVillageOfIt() {
        subscribe("99001");

        assertThat(all(directive("99001-03"), 10)).isEmpty();
    }

    @Test
    void streamsAnyAudienceInOrderWhateverThePage() {
        var random = new Random(20261122);
        Map<RecipientId, AreaCode> expected = new HashMap<>();
        IssuedDirective directive = directive("99001-01", "99001-02", "99001-05", "99002-01");
        for (int i = 0; i < 300; i++) {
            List<String> areas = random.ints(1 + random.nextInt(3), 1, 9).distinct().mapToObj(n -> "9900" + (1 + n % 2) + "-0" + n)
                    .toList();
            RecipientId id = subscribe(areas.toArray(String[]::new));
            areas.stream().map(AreaCode::new).filter(directive.coveredAreas()::contains).findFirst().ifPresent(a -> expected.put(id, a));
        }

        for (int page : new int[]{1, 7, 100, 1_000}) {
            List<Recipient> audience = all(directive, page);
            assertThat(audience).isSortedAccordingTo(Recipient.ORDER).hasSize(expected.size());
            assertThat(audience).allSatisfy(r -> assertThat(expected).containsEntry(r.id(), r.area()));
        }
    }

    @Test
    void theBookOpensTheNumbersOfThoseWhoHaveNotOptedOut() {
        RecipientId stays = subscribe("99001-03");
        RecipientId leaves = subscribe("99001-03");
        jdbc.sql("UPDATE subscription SET state = 'opted-out', ended_at = now() WHERE id = :id").param("id", leaves.value()).update();

        Map<RecipientId, SmsAddress> addresses = new PhoneBook(jdbc, schema.vault()).addresses(directive("99001-03"),
                List.of(stays, leaves, new RecipientId(UUID.randomUUID())));

        assertThat(addresses).isEqualTo(Map.of(stays, new SmsAddress(new PhoneNumber("+84900000000"), "vi")));
    }

    private List<Recipient> all(IssuedDirective directive, int page) {
        List<Recipient> all = new ArrayList<>();
        @Nullable
        Recipient after = null;
        List<Recipient> next;
        do {
            next = residents.page(directive, after, page);
            all.addAll(next);
            after = next.isEmpty() ? after : next.getLast();
        } while (next.size() == page);
        return all;
    }

    private RecipientId subscribe(String... areas) {
        UUID id = UUID.randomUUID();
        String phone = "+8490%07d".formatted(phones++);
        jdbc.sql(
                """
                    INSERT INTO subscription (id, phone_sealed, phone_fingerprint, areas, language, basis, state, created_at, created_by, changed_at,
                        changed_by)
                    VALUES (:id, :sealed, :fingerprint, :areas, 'vi', 'state-function', 'active', now(), 'd1', now(), 'd1')
                    """)
                .param("id", id).param("sealed", schema.vault().seal(phone)).param("fingerprint", schema.vault().fingerprint(phone))
                .param("areas", areas).update();
        for (int i = 0; i < areas.length; i++) {
            jdbc.sql("INSERT INTO subscription_area (area, subscription, position) VALUES (:area, :id, :position)").param("area", areas[i])
                    .param("id", id).param("position", i).update();
        }
        return new RecipientId(id);
    }

    private static Recipient recipient(RecipientId id, String area) {
        return new Recipient(id, new AreaCode(area));
    }

    private static IssuedDirective directive(String... covered) {
        List<AreaCode> areas = List.of(covered).stream().map(AreaCode::new).toList();
        OffsetDateTime now = OffsetDateTime.parse("2026-11-22T14:00:00+07:00");
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Tuyên giáo", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.SMS), areas, areas, List.of(new Bulletin(Channel.SMS, "vi", null, "Mưa lớn", null)), now, now.plusHours(2),
                now);
    }
}
