package loa.delivery.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

import loa.delivery.postgres.Session;

/** Remembers the ids of events and what they said. */
final class EventMemory {
    /** How an event stands to what was seen before. */
    enum Seen {
        FIRST,
        AGAIN,
        /** The same id with other bytes: one of the two is a forgery. */
        CHANGED
    }

    Seen note(Session session, UUID eventId, byte[] value, Instant now) {
        byte[] hash = sha256(value);
        int inserted = session
                .sql("insert into event_seen (event_id, value_sha256, seen_at) values (:id, :hash, :now) on conflict do nothing")
                .set("id", eventId).set("hash", hash).set("now", now).update();
        if (inserted == 1) {
            return Seen.FIRST;
        }
        byte[] known = session.sql("select value_sha256 from event_seen where event_id = :id").set("id", eventId)
                .first(row -> row.bytes("value_sha256")).orElseThrow();
        return Arrays.equals(known, hash) ? Seen.AGAIN : Seen.CHANGED;
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }
}
