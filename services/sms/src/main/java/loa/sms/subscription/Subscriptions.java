package loa.sms.subscription;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.AreaCode;
import loa.delivery.RecipientId;
import loa.delivery.address.AddressVault;
import loa.sms.phone.OptOut;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.Residents;
import loa.sms.phone.SmsAddress;

/** The subscriptions in PostgreSQL. Numbers are sealed before they go there. Thread-safe. */
final class Subscriptions implements OptOut, Residents {
    private static final String COLUMNS = "id, phone_sealed, areas, language, basis, consent_at, consent_how, consent_text, created_at, ended_at";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AddressVault vault;
    private final Clock clock;

    Subscriptions(JdbcClient jdbc, TransactionTemplate transaction, AddressVault vault, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Stores the terms of this number; what it had before is replaced.
     *
     * @param by      the holder who asks, kept as part of the proof
     * @param hasASay whether the caller may change what is subscribed for an area
     */
    Saving save(PhoneNumber phone, Terms terms, String by, Predicate<AreaCode> hasASay) {
        return inTransaction(() -> {
            Optional<Subscription> known = find("phone_fingerprint = :key FOR UPDATE", vault.fingerprint(phone.e164()));
            if (known.isPresent() && known.get().isActive() && !known.get().terms().areas().stream().allMatch(hasASay)) {
                return new Saving.OutsideArea();
            }
            return upsert(phone, terms, by);
        });
    }

    /** This one. */
    Optional<Subscription> find(SubscriptionId id) {
        return find("id = :key", id.value());
    }

    /** That of this number. */
    Optional<Subscription> find(PhoneNumber phone) {
        return find("phone_fingerprint = :key", vault.fingerprint(phone.e164()));
    }

    /** All, newest first, older than {@code before} (null: from the newest). */
    List<Subscription> newest(@Nullable UUID before, int limit) {
        // subscription_pkey, backward
        return jdbc.sql(
                "SELECT " + COLUMNS + """
                     FROM subscription WHERE (:before::uuid IS NULL OR id < :before::uuid) ORDER BY id DESC LIMIT :limit
                    """).param("before", before).param("limit", limit).query(this::read).list();
    }

    /** The active ones that name one of these areas, newest first, older than {@code before} (null: from the newest). */
    List<Subscription> newest(Collection<AreaCode> areas, @Nullable UUID before, int limit) {
        // subscription_area_pkey, backward, for each area as many as one page could need of it
        return jdbc
                .sql("SELECT " + COLUMNS
                        + """
                             FROM subscription JOIN (
                                SELECT DISTINCT here.subscription FROM unnest(:areas::text[]) AS a (area) CROSS JOIN LATERAL (
                                    SELECT subscription FROM subscription_area
                                    WHERE area = a.area AND (:before::uuid IS NULL OR subscription < :before::uuid)
                                    ORDER BY subscription DESC LIMIT :limit) here
                                ORDER BY here.subscription DESC LIMIT :limit) named ON named.subscription = id
                            ORDER BY id DESC
                            """)
                .param("areas", areas.stream().map(AreaCode::value).toArray(String[]::new))
                .param("before", before).param("limit", limit)
                .query(this::read).list();
    }

    /**
     * Ends it; whether it was active.
     *
     * @param how by what the resident asked
     */
    boolean end(SubscriptionId id, String how) {
        return end("id = :key", id.value(), how);
    }

    @Override
    public boolean byReply(PhoneNumber phone) {
        return end("phone_fingerprint = :key", vault.fingerprint(phone.e164()), "reply");
    }

    @Override
    public void atProvider(RecipientId recipient) {
        end("id = :key", recipient.value(), "twilio:21610");
    }

    @Override
    public Optional<RecipientId> withNumber(PhoneNumber phone) {
        return find(phone).map(s -> new RecipientId(s.id().value()));
    }

    @Override
    public Map<RecipientId, SmsAddress> of(Collection<RecipientId> recipients) {
        // subscription_pkey
        return jdbc.sql("SELECT " + COLUMNS + " FROM subscription WHERE id = ANY (:ids)")
                .param("ids", recipients.stream().map(RecipientId::value).toArray(UUID[]::new)).query(this::read).stream()
                .collect(Collectors.toMap(s -> new RecipientId(s.id().value()), s -> new SmsAddress(s.phone(), s.terms().language())));
    }

    private boolean end(String condition, Object key, String how) {
        // Two statements: the first waits for whoever saves this number at the same moment, the second sees the areas that he has written.
        return inTransaction(() -> {
            // subscription_pkey or subscription_phone
            List<UUID> ended = jdbc
                    .sql("UPDATE subscription SET state = 'opted-out', ended_at = :now, ended_how = :how WHERE " + condition
                            + " AND state = 'active' RETURNING id")
                    .param("key", key).param("now", time(clock.instant())).param("how", how)
                    .query((row, _) -> row.getObject("id", UUID.class)).list();
            // subscription_area_of
            jdbc.sql("DELETE FROM subscription_area WHERE subscription = ANY (:ended)").param("ended", ended.toArray(UUID[]::new)).update();
            return !ended.isEmpty();
        });
    }

    private Saving upsert(PhoneNumber phone, Terms terms, String by) {
        SubscriptionId id = SubscriptionId.next();
        @Nullable
        Consent consent = terms.consent();
        // subscription_phone
        Optional<UUID> stored = jdbc
                .sql("""
                    INSERT INTO subscription AS s (id, phone_sealed, phone_fingerprint, areas, language, basis, consent_at, consent_how, consent_text,
                        state, created_at, created_by, changed_at, changed_by)
                    VALUES (:id, :sealed, :fingerprint, :areas, :language, :basis, :consentAt, :consentHow, :consentText, 'active', :now, :by, :now, :by)
                    ON CONFLICT (phone_fingerprint) DO UPDATE SET areas = excluded.areas, language = excluded.language, basis = excluded.basis,
                        consent_at = excluded.consent_at, consent_how = excluded.consent_how, consent_text = excluded.consent_text,
                        changed_at = excluded.changed_at, changed_by = excluded.changed_by, state = 'active', ended_at = NULL, ended_how = NULL
                    WHERE s.state = 'active' OR excluded.consent_at > s.ended_at
                    RETURNING id
                    """)
                .param("id", id.value()).param("sealed", vault.seal(phone.e164())).param("fingerprint", vault.fingerprint(phone.e164()))
                .param("areas", codes(terms)).param("language", terms.language()).param("basis", terms.basis().code())
                .param("consentAt", consent == null ? null : time(consent.at())).param("consentHow", consent == null ? null : consent.how())
                .param("consentText", consent == null ? null : consent.text()).param("now", time(clock.instant())).param("by", by)
                .query(UUID.class).optional();
        if (stored.isEmpty()) {
            return new Saving.OptedOut(find(phone).map(Subscription::endedAt).orElseThrow());
        }
        spread(stored.get(), terms);
        Subscription subscription = find(new SubscriptionId(stored.get())).orElseThrow();
        return subscription.id().equals(id) ? new Saving.Created(subscription) : new Saving.Replaced(subscription);
    }

    private void spread(UUID id, Terms terms) {
        // subscription_area_of
        jdbc.sql("DELETE FROM subscription_area WHERE subscription = :id").param("id", id).update();
        jdbc.sql("""
            INSERT INTO subscription_area (area, subscription, position)
            SELECT area, :id, n - 1 FROM unnest(:areas::text[]) WITH ORDINALITY AS a (area, n)
            """).param("id", id).param("areas", codes(terms)).update();
    }

    private static String[] codes(Terms terms) {
        return terms.areas().stream().map(AreaCode::value).toArray(String[]::new);
    }

    private Optional<Subscription> find(String condition, Object key) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM subscription WHERE " + condition).param("key", key).query(this::read).optional();
    }

    private Subscription read(ResultSet row, int number) throws SQLException {
        Timestamp consentAt = row.getTimestamp("consent_at");
        Consent consent = consentAt == null
                ? null
                : new Consent(consentAt.toInstant(), row.getString("consent_how"), row.getString("consent_text"));
        var terms = new Terms(areas(row.getArray("areas")), row.getString("language"), Basis.ofCode(row.getString("basis")).orElseThrow(),
                consent);
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new Subscription(new SubscriptionId(row.getObject("id", UUID.class)),
                new PhoneNumber(vault.open(row.getBytes("phone_sealed"))), terms, row.getTimestamp("created_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant());
    }

    private static List<AreaCode> areas(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(AreaCode::new).toList();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
