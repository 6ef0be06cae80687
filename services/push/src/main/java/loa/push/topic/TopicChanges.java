package loa.push.topic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.delivery.address.AddressVault;
import loa.push.address.PushToken;
import loa.push.address.TopicName;

import static loa.push.topic.TopicMemberships.time;

/** The queue of what the provider has to be told, for any number of instances. */
public final class TopicChanges {
    /** After a crash the change is made again when this is over; longer than any request takes. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 9;

    private final JdbcClient jdbc;
    private final AddressVault vault;
    private final InstantSource clock;

    /** In the schema that this connection stands in. */
    public TopicChanges(JdbcClient jdbc, AddressVault vault, InstantSource clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** Takes up to {@code limit} changes that are due; nobody else gets them until the lease ends. */
    List<TopicChange> claim(int limit) {
        // Index: topic_membership_due.
        return jdbc.sql("""
            WITH due AS (
                SELECT fingerprint, area, language FROM topic_membership
                 WHERE due <= :now ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE topic_membership m SET due = :lease, attempts = m.attempts + 1
              FROM due WHERE m.fingerprint = due.fingerprint AND m.area = due.area AND m.language = due.language
            RETURNING m.fingerprint, m.area, m.language, m.token, m.wanted, m.change, m.attempts
            """).param("now", time(clock.instant())).param("lease", time(clock.instant().plus(LEASE))).param("limit", limit)
                .query((row, number) -> change(row)).list();
    }

    /** The provider did as told. A wish that has changed meanwhile is taken up at once. */
    void done(Collection<TopicChange> changes) {
        forget(changes.stream().filter(c -> !c.member()).toList());
        settle(changes, "member = wanted AND m.change = d.change, due = CASE WHEN m.change = d.change THEN NULL ELSE :now END");
    }

    /** The provider will never do it. */
    void forget(Collection<TopicChange> changes) {
        // Index: topic_membership_pkey.
        jdbc.sql("""
            DELETE FROM topic_membership m
             USING unnest(:fingerprints, :areas, :languages, :changes) AS d (fingerprint, area, language, change)
             WHERE m.fingerprint = d.fingerprint AND m.area = d.area AND m.language = d.language AND m.change = d.change
            """).params(columns(changes)).update();
    }

    /** The provider did nothing; each is tried again after a pause of its own. */
    void retry(Collection<TopicChange> changes) {
        settle(changes, "due = :now + :pause * interval '1 second' * power(2, least(m.attempts - 1, :doublings))");
    }

    private void settle(Collection<TopicChange> changes, String assignment) {
        // Index: topic_membership_pkey.
        jdbc.sql("""
            UPDATE topic_membership m SET %s
              FROM unnest(:fingerprints, :areas, :languages, :changes) AS d (fingerprint, area, language, change)
             WHERE m.fingerprint = d.fingerprint AND m.area = d.area AND m.language = d.language
            """.formatted(assignment)).params(columns(changes)).param("now", time(clock.instant()))
                .param("pause", FIRST_PAUSE.toSeconds()).param("doublings", MOST_DOUBLINGS).update();
    }

    private static Map<String, Object> columns(Collection<TopicChange> changes) {
        return Map.of("fingerprints", changes.stream().map(TopicChange::fingerprint).toArray(byte[][]::new), "areas",
                changes.stream().map(c -> c.topic().area().value()).toArray(String[]::new), "languages",
                changes.stream().map(c -> c.topic().language()).toArray(String[]::new), "changes",
                changes.stream().map(TopicChange::number).toArray(Integer[]::new));
    }

    private TopicChange change(ResultSet row) throws SQLException {
        TopicName topic = new TopicName(new AreaCode(row.getString("area")), row.getString("language"));
        PushToken token = new PushToken(vault.open(row.getBytes("token")));
        return new TopicChange(row.getBytes("fingerprint"), topic, token, row.getBoolean("wanted"), row.getInt("change"),
                row.getInt("attempts"));
    }
}
