package loa.push.topic;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.push.address.TopicName;

/** Stores who is to be in which topic. Called within the transaction that changes the devices. */
public final class TopicMemberships {
    private final JdbcClient jdbc;

    /** In the schema that this connection stands in. */
    public TopicMemberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** These tokens are to be in exactly these topics. What is so already is left alone. */
    public void replace(Collection<Membership> memberships, Instant now) {
        Rows rows = Rows.of(memberships);
        leaveOthers(rows, now);
        join(rows, now);
    }

    /** These tokens are to be in no topic any more. */
    public void leave(Collection<byte[]> fingerprints, Instant now) {
        // Index: topic_membership_pkey. A row that is being worked on stays due when its lease ends, see TopicChanges.
        jdbc.sql("""
            UPDATE topic_membership SET wanted = false, change = change + 1, attempts = 0, due = greatest(due, :now)
             WHERE fingerprint = ANY(:fingerprints) AND wanted
            """).param("fingerprints", fingerprints.toArray(byte[][]::new)).param("now", time(now)).update();
    }

    /** The provider has forgotten these tokens, or will by itself: nothing needs to be told. */
    public void forget(Collection<byte[]> fingerprints) {
        // Index: topic_membership_pkey.
        jdbc.sql("DELETE FROM topic_membership WHERE fingerprint = ANY(:fingerprints)")
                .param("fingerprints", fingerprints.toArray(byte[][]::new)).update();
    }

    private void leaveOthers(Rows rows, Instant now) {
        // Index: topic_membership_pkey.
        jdbc.sql("""
            UPDATE topic_membership m SET wanted = false, change = change + 1, attempts = 0, due = greatest(m.due, :now)
             WHERE m.fingerprint = ANY(:fingerprints) AND m.wanted AND NOT EXISTS (
                   SELECT FROM unnest(:fingerprints, :areas, :languages) AS d (fingerprint, area, language)
                    WHERE d.fingerprint = m.fingerprint AND d.area = m.area AND d.language = m.language)
            """).param("fingerprints", rows.fingerprints()).param("areas", rows.areas()).param("languages", rows.languages())
                .param("now", time(now)).update();
    }

    private void join(Rows rows, Instant now) {
        // Index: topic_membership_pkey. Sorted, so that two writers lock in the same order.
        jdbc.sql("""
            INSERT INTO topic_membership AS m (fingerprint, area, language, token, wanted, due)
            SELECT d.fingerprint, d.area, d.language, d.token, true, :now
              FROM unnest(:fingerprints, :areas, :languages, :tokens) AS d (fingerprint, area, language, token)
             ORDER BY 1, 2, 3
            ON CONFLICT (fingerprint, area, language) DO UPDATE
               SET wanted = true, change = m.change + 1, attempts = 0, due = greatest(m.due, excluded.due)
             WHERE NOT m.wanted
            """).param("fingerprints", rows.fingerprints()).param("areas", rows.areas()).param("languages", rows.languages())
                .param("tokens", rows.tokens()).param("now", time(now)).update();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Columns, as PostgreSQL's unnest takes them. */
    private record Rows(byte[][] fingerprints, byte[][] tokens, String[] areas, String[] languages) {
        static Rows of(Collection<Membership> memberships) {
            List<byte[]> fingerprints = new ArrayList<>();
            List<byte[]> tokens = new ArrayList<>();
            List<String> areas = new ArrayList<>();
            List<String> languages = new ArrayList<>();
            for (Membership membership : memberships) {
                for (TopicName topic : membership.topics()) {
                    fingerprints.add(membership.fingerprint());
                    tokens.add(membership.sealedToken());
                    areas.add(topic.area().value());
                    languages.add(topic.language());
                }
            }
            return new Rows(fingerprints.toArray(byte[][]::new), tokens.toArray(byte[][]::new), areas.toArray(String[]::new),
                    languages.toArray(String[]::new));
        }
    }
}
