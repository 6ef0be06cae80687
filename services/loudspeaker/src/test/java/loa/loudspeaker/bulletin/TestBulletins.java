package loa.loudspeaker.bulletin;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.contract.LoaJson;
import loa.contract.SigningKey;
import loa.loudspeaker.speech.Clip;
import loa.loudspeaker.speech.Clips;

/** Spoken bulletins of any length, without speaking. */
public final class TestBulletins {
    private final JdbcClient jdbc;
    private final BulletinStore store;
    private final SpokenBulletins bulletins;

    public TestBulletins(JdbcClient jdbc, TransactionOperations transactions, Clips clips, SigningKey key) {
        this.jdbc = jdbc;
        this.store = new BulletinStore(jdbc, transactions);
        this.bulletins = new SpokenBulletins(store, clips, key, Runnable::run);
    }

    public SpokenBulletins bulletins() {
        return bulletins;
    }

    /** One bulletin, stored, of a new directive for area 99005. */
    public List<SpokenBulletin> spoken(BulletinClass bulletinClass, Duration length, Instant issued, Instant expires) {
        OffsetDateTime from = issued.atOffset(LoaJson.OFFSET);
        var about = new Announcement(DirectiveId.next(), 1, bulletinClass, false, List.of(new AreaCode("99005")), from, from,
                expires.atOffset(LoaJson.OFFSET));
        String hash = (Ids.next().toString() + Ids.next()).replace("-", "").toLowerCase(Locale.ROOT);
        var clip = new Clip(hash, "audio/mpeg", 1, length, "espeak-ng");
        jdbc.sql("""
            INSERT INTO clip (sha256, type, bytes, length_ms, voice, data, created_at)
            VALUES (:hash, 'audio/mpeg', 1, :length, 'espeak-ng', '\\x00', :from)
            """).param("hash", hash).param("length", length.toMillis()).param("from", from).update();
        store.insert(List.of(new SpokenBulletin(about, "vi", "Thông báo", "Kính thưa bà con.", 1, clip, "k1", "c2ln")));
        return bulletins.find(about.directive(), 1);
    }
}
