package loa.sms.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.delivery.RecipientId;
import loa.sms.TestSchema;
import loa.sms.phone.PhoneNumber;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionsPostgresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    private static final PhoneNumber PHONE = new PhoneNumber("+84900000001");

    private final TestSchema schema = TestSchema.create();
    private final Subscriptions subscriptions = new Subscriptions(schema.jdbc(), schema.transaction(), schema.vault(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void storesANewNumberAndFindsItAgain() {
        Subscription made = created(save(terms("99001-03", "99002-01")));

        assertThat(subscriptions.find(made.id())).contains(made);
        assertThat(subscriptions.find(PHONE)).contains(made);
        assertThat(subscriptions.find(new PhoneNumber("+84900000002"))).isEmpty();
        assertThat(made.phone()).isEqualTo(PHONE);
        assertThat(made.createdAt()).isEqualTo(NOW);
        assertThat(made.state()).isEqualTo("active");
    }

    @Test
    void replacesTheTermsOfAKnownNumber() {
        Subscription made = created(save(terms("99001-03", "99002-01")));
        var consent = new Consent(NOW.minusSeconds(60), "phiếu giấy", "2026-01");
        var terms = new Terms(List.of(new AreaCode("99001-04")), "en", Basis.CONSENT, consent);

        assertThat(save(terms)).isInstanceOfSatisfying(Saving.Replaced.class, replaced -> {
            assertThat(replaced.subscription().id()).isEqualTo(made.id());
            assertThat(replaced.subscription().terms()).isEqualTo(terms);
        });
        assertThat(subscriptions.newest(List.of(new AreaCode("99001-03")), null, 10)).isEmpty();
        assertThat(subscriptions.newest(List.of(new AreaCode("99001-04")), null, 10)).extracting(Subscription::id)
                .containsExactly(made.id());
    }

    @Test
    void anOptOutEndsItOnce() {
        Subscription made = created(save(terms("99001-03")));

        assertThat(subscriptions.end(made.id(), "desk:d1")).isTrue();
        assertThat(subscriptions.end(made.id(), "desk:d1")).isFalse();
        assertThat(subscriptions.byReply(PHONE)).isFalse();

        assertThat(subscriptions.find(made.id())).hasValueSatisfying(ended -> {
            assertThat(ended.state()).isEqualTo("opted-out");
            assertThat(ended.endedAt()).isEqualTo(NOW);
            assertThat(ended.terms().areas()).containsExactly(new AreaCode("99001-03"));
        });
        assertThat(subscriptions.newest(List.of(new AreaCode("99001-03")), null, 10)).isEmpty();
    }

    @Test
    void aReplyAndTwilioEndItToo() {
        Subscription made = created(save(terms("99001-03")));
        subscriptions.atProvider(new RecipientId(made.id().value()));
        assertThat(subscriptions.find(PHONE).orElseThrow().isActive()).isFalse();

        var other = new PhoneNumber("+84900000002");
        subscriptions.save(other, terms("99001-03"), "d1", _ -> true);
        assertThat(subscriptions.byReply(other)).isTrue();
        assertThat(subscriptions.byReply(new PhoneNumber("+84900000003"))).isFalse();
    }

    @Test
    void afterAnOptOutOnlyALaterConsentCounts() {
        subscriptions.end(created(save(terms("99001-03"))).id(), "desk:d1");

        assertThat(save(terms("99001-03"))).isEqualTo(new Saving.OptedOut(NOW));
        assertThat(save(consented(NOW.minusSeconds(1)))).isEqualTo(new Saving.OptedOut(NOW));
        assertThat(save(consented(NOW.plusSeconds(1)))).isInstanceOf(Saving.Replaced.class);
        assertThat(subscriptions.find(PHONE).orElseThrow().isActive()).isTrue();
    }

    @Test
    void whoHasNoSayInAnAreaDoesNotTakeAResidentOutOfIt() {
        Subscription made = created(save(terms("99002-01")));

        assertThat(subscriptions.save(PHONE, terms("99001-03"), "o1", area -> area.value().startsWith("99001")))
                .isInstanceOf(Saving.OutsideArea.class);

        assertThat(subscriptions.find(PHONE)).contains(made);
    }

    @Test
    void listsTheNewestFirst() {
        Subscription first = created(subscriptions.save(new PhoneNumber("+84900000001"), terms("99001-03"), "d1", _ -> true));
        Subscription second = created(subscriptions.save(new PhoneNumber("+84900000002"), terms("99001-04", "99001-03"), "d1", _ -> true));
        Subscription third = created(subscriptions.save(new PhoneNumber("+84900000003"), terms("99001-04"), "d1", _ -> true));

        assertThat(subscriptions.newest(null, 2)).extracting(Subscription::id).containsExactly(third.id(), second.id());
        assertThat(subscriptions.newest(second.id().value(), 2)).extracting(Subscription::id).containsExactly(first.id());
        assertThat(subscriptions.newest(List.of(new AreaCode("99001-03")), null, 10)).extracting(Subscription::id)
                .containsExactly(second.id(), first.id());
        assertThat(subscriptions.newest(List.of(new AreaCode("99001-03")), second.id().value(), 10)).extracting(Subscription::id)
                .containsExactly(first.id());
    }

    @Test
    void listsWhoNamedOneOfManyAreasOnce() {
        Subscription first = created(subscriptions.save(new PhoneNumber("+84900000001"), terms("99001-03", "99001-04"), "d1", _ -> true));
        Subscription second = created(subscriptions.save(new PhoneNumber("+84900000002"), terms("99001-04"), "d1", _ -> true));
        created(subscriptions.save(new PhoneNumber("+84900000003"), terms("99002-04"), "d1", _ -> true));
        List<AreaCode> commune = List.of(new AreaCode("99001"), new AreaCode("99001-03"), new AreaCode("99001-04"));

        assertThat(subscriptions.newest(commune, null, 10)).extracting(Subscription::id).containsExactly(second.id(), first.id());
        assertThat(subscriptions.newest(commune, null, 1)).extracting(Subscription::id).containsExactly(second.id());
        assertThat(subscriptions.newest(commune, second.id().value(), 1)).extracting(Subscription::id).containsExactly(first.id());
    }

    @Test
    void anOptOutThatMeetsASaveLeavesNoAreaBehind() throws Exception {
        Subscription made = created(save(terms("99001-03")));
        Thread optOut = Thread.ofVirtual().unstarted(() -> subscriptions.byReply(PHONE));

        schema.transaction().executeWithoutResult(_ -> {
            save(terms("99001-04", "99001-05"));
            optOut.start();
            Awaitility.await()
                    .until(() -> schema.jdbc().sql("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND query LIKE '%opted-out%' AND usename = current_user
                        """).query(Integer.class).single() > 0);
        });
        optOut.join();

        assertThat(subscriptions.find(made.id()).orElseThrow().isActive()).isFalse();
        assertThat(schema.jdbc().sql("SELECT count(*) FROM subscription_area").query(Integer.class).single()).isZero();
    }

    private Saving save(Terms terms) {
        return subscriptions.save(PHONE, terms, "d1", _ -> true);
    }

    private static Subscription created(Saving saving) {
        assertThat(saving).isInstanceOf(Saving.Created.class);
        return ((Saving.Created) saving).subscription();
    }

    private static Terms terms(String... areas) {
        return new Terms(List.of(areas).stream().map(AreaCode::new).toList(), "vi", Basis.STATE_FUNCTION, null);
    }

    private static Terms consented(Instant at) {
        return new Terms(List.of(new AreaCode("99001-03")), "vi", Basis.CONSENT, new Consent(at, "phiếu giấy", null));
    }
}
