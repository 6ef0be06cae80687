package loa.loudspeaker.bulletin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.loudspeaker.speech.Clip;

/** Spoken bulletins in the database. */
final class BulletinStore {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    BulletinStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Those of one revision, in the order of the directive. */
    List<SpokenBulletin> find(DirectiveId directive, int revision) {
        return jdbc.sql("""
            SELECT b.*, c.type, c.bytes, c.length_ms, c.voice FROM spoken_bulletin b JOIN clip c ON c.sha256 = b.clip
            WHERE b.directive = :directive AND b.revision = :revision ORDER BY b.position
            """).param("directive", directive.value()).param("revision", revision).query(BulletinStore::bulletin).list();
    }

    /** Stores all bulletins of a revision or none; what another instance stored meanwhile stays. */
    void insert(List<SpokenBulletin> bulletins) {
        transactions.executeWithoutResult(_ -> {
            for (int i = 0; i < bulletins.size(); i++) {
                insert(bulletins.get(i), i);
            }
        });
    }

    private void insert(SpokenBulletin bulletin, int position) {
        Announcement about = bulletin.announcement();
        jdbc.sql(
                """
                    INSERT INTO spoken_bulletin (directive, revision, language, position, title, text, repeats, bulletin_class, exercise, areas,
                      issued_at, not_before, not_after, clip, key_id, signature)
                    VALUES (:directive, :revision, :language, :position, :title, :text, :repeats, :class, :exercise, :areas,
                      :issuedAt, :notBefore, :notAfter, :clip, :keyId, :signature)
                    ON CONFLICT (directive, revision, language) DO NOTHING
                    """)
                .param("directive", about.directive().value()).param("revision", about.revision())
                .param("language", bulletin.language())
                .param("position", position).param("title", bulletin.title()).param("text", bulletin.text())
                .param("repeats", bulletin.repeats()).param("class", about.bulletinClass().code()).param("exercise", about.exercise())
                .param("areas", about.areas().stream().map(AreaCode::value).toArray(String[]::new)).param("issuedAt", about.issuedAt())
                .param("notBefore", about.notBefore()).param("notAfter", about.notAfter()).param("clip", bulletin.clip().sha256())
                .param("keyId", bulletin.keyId()).param("signature", bulletin.signature()).update();
    }

    private static SpokenBulletin bulletin(ResultSet row, int number) throws SQLException {
        List<AreaCode> areas = Arrays.stream((String[]) row.getArray("areas").getArray()).map(AreaCode::new).toList();
        var about = new Announcement(new DirectiveId(row.getObject("directive", UUID.class)), row.getInt("revision"),
                BulletinClass.ofCode(row.getString("bulletin_class")), row.getBoolean("exercise"), areas, time(row, "issued_at"),
                time(row, "not_before"), time(row, "not_after"));
        var clip = new Clip(row.getString("clip"), row.getString("type"), row.getLong("bytes"), Duration.ofMillis(row.getLong("length_ms")),
                row.getString("voice"));
        return new SpokenBulletin(about, row.getString("language"), row.getString("title"), row.getString("text"), row.getInt("repeats"),
                clip, row.getString("key_id"), row.getString("signature"));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).withOffsetSameInstant(LoaJson.OFFSET);
    }
}
