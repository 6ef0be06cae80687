package loa.api.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.Ids;

/**
 * Requests with an Idempotency-Key and their answers, in the table {@code idempotent_request} of the service's schema. What runs in this
 * process is known to run however long it takes; what ran in a process that is gone may start again when its lease is over. Thread-safe.
 */
public final class IdempotencyStore {
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<String> runningHere = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Instant> nextCleaning = new AtomicReference<>(Instant.MIN);

    /** Keeps them in the database of this client. */
    public IdempotencyStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Admits the request, or says what became of the first one. */
    Admission begin(RequestKey request) {
        cleanWhenDue();
        if (!runningHere.add(request.name())) {
            return find(request).filter(Admission.Mismatch.class::isInstance).orElseGet(Admission.Running::new);
        }
        Admission admission = new Admission.Running();
        try {
            admission = claimOrFind(request);
            return admission;
        } finally {
            if (!(admission instanceof Admission.Started)) {
                runningHere.remove(request.name());
            }
        }
    }

    /** Stores the answer, unless another attempt has taken over meanwhile. */
    void finish(RequestKey request, UUID attempt, StoredAnswer answer) {
        // By the primary key.
        jdbc.sql(
                """
                    UPDATE idempotent_request SET status = :status, location = :location, etag = :etag, content_type = :contentType, body = :body
                    WHERE holder = :holder AND key = :key AND attempt = :attempt""")
                .param("status", answer.status()).param("location", answer.location()).param("etag", answer.etag())
                .param("contentType", answer.contentType()).param("body", answer.body()).param("holder", request.holder())
                .param("key", request.key()).param("attempt", attempt).update();
    }

    /** Forgets the request: nothing came of it, and it may be sent again. */
    void forget(RequestKey request, UUID attempt) {
        // By the primary key.
        jdbc.sql("DELETE FROM idempotent_request WHERE holder = :holder AND key = :key AND attempt = :attempt AND status IS NULL")
                .param("holder", request.holder()).param("key", request.key()).param("attempt", attempt).update();
    }

    /** To be called at the end of what {@link #begin} admitted, whatever came of it. */
    void ended(RequestKey request) {
        runningHere.remove(request.name());
    }

    /** A row may vanish between the two statements, when the first one failed: then this one is the first. */
    private Admission claimOrFind(RequestKey request) {
        for (int tries = 0; tries < 3; tries++) {
            Optional<Admission> admission = claim(request).or(() -> find(request));
            if (admission.isPresent()) {
                return admission.get();
            }
        }
        return new Admission.Running();
    }

    private Optional<Admission> claim(RequestKey request) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        // By the primary key (holder, key).
        return jdbc.sql("""
            INSERT INTO idempotent_request AS r (holder, key, fingerprint, attempt, lease_until, created_at)
            VALUES (:holder, :key, :fingerprint, :attempt, :leaseUntil, :now)
            ON CONFLICT (holder, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, attempt = excluded.attempt, lease_until = excluded.lease_until,
                created_at = excluded.created_at, status = NULL, location = NULL, etag = NULL, content_type = NULL, body = NULL
            WHERE r.created_at < :forgotten
               OR (r.status IS NULL AND r.lease_until < :now AND r.fingerprint = excluded.fingerprint)
            RETURNING attempt""").param("holder", request.holder()).param("key", request.key())
                .param("fingerprint", request.fingerprint()).param("attempt", Ids.next()).param("leaseUntil", now.plus(LEASE))
                .param("now", now).param("forgotten", now.minus(KEPT)).query(UUID.class).optional().map(Admission.Started::new);
    }

    private Optional<Admission> find(RequestKey request) {
        // By the primary key.
        return jdbc.sql("""
            SELECT fingerprint, status, location, etag, content_type, body
            FROM idempotent_request WHERE holder = :holder AND key = :key""").param("holder", request.holder())
                .param("key", request.key()).query((row, _) -> admission(row, request)).optional();
    }

    private static Admission admission(ResultSet row, RequestKey request) throws SQLException {
        if (!row.getString("fingerprint").equals(request.fingerprint())) {
            return new Admission.Mismatch();
        }
        int status = row.getInt("status");
        if (row.wasNull()) {
            return new Admission.Running();
        }
        return new Admission.Answered(new StoredAnswer(status, row.getString("location"), row.getString("etag"),
                row.getString("content_type"), row.getBytes("body")));
    }

    /** Old ones go a batch at a time, by whoever comes when it is due: no timer of its own. */
    private void cleanWhenDue() {
        Instant now = clock.instant();
        Instant due = nextCleaning.get();
        if (now.isBefore(due) || !nextCleaning.compareAndSet(due, now.plus(BETWEEN_CLEANINGS))) {
            return;
        }
        // By idempotent_request_created_at.
        jdbc.sql("""
            DELETE FROM idempotent_request WHERE (holder, key) IN (
              SELECT holder, key FROM idempotent_request WHERE created_at < :forgotten ORDER BY created_at LIMIT 10000)""")
                .param("forgotten", OffsetDateTime.ofInstant(now.minus(KEPT), ZoneOffset.UTC)).update();
    }
}
