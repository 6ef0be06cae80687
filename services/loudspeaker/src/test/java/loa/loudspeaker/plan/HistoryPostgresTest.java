package loa.loudspeaker.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.BulletinClass;
import loa.loudspeaker.station.StationId;

import static org.assertj.core.api.Assertions.assertThat;

/** A million placements of the past cost nothing to what runs every few seconds. */
class HistoryPostgresTest {
    private static final Pattern PAGES = Pattern.compile("(?:hit|read)=(\\d+)");

    @TempDir
    Path directory;

    private KeptPlans kept;

    @BeforeEach
    void makeHistory() {
        kept = new KeptPlans(directory);
        StationId station = kept.station("S-1");
        kept.place(station, BulletinClass.ROUTINE, Duration.ofSeconds(60), kept.now.plus(Duration.ofDays(2)));
        JdbcClient jdbc = kept.jdbc;
        // A thousand directives at a thousand stations each; stations by number only, which is why the reference has to go.
        jdbc.sql("ALTER TABLE placement DROP CONSTRAINT placement_station_fkey").update();
        jdbc.sql("""
            INSERT INTO placement (station, directive, revision, delivery, state, not_after, last_chance)
            SELECT lpad(s::text, 32, '0')::uuid, lpad(d::text, 32, '0')::uuid, 1, gen_random_uuid(),
              CASE WHEN s % 3 = 0 THEN 'missed' ELSE 'heard' END,
              timestamptz '2026-11-01' - d * interval '1 hour', timestamptz '2026-11-01' - d * interval '1 hour'
            FROM generate_series(1, 1000) s, generate_series(1, 1000) d
            """).update();
        jdbc.sql(
                """
                    INSERT INTO spoken_bulletin (directive, revision, language, position, title, text, repeats, bulletin_class, exercise, areas,
                      issued_at, not_before, not_after, clip, key_id, signature)
                    SELECT lpad(d::text, 32, '0')::uuid, 1, 'vi', 0, 'x', 'x', 1, 'routine', false, '{}', b.issued_at, b.not_before,
                      timestamptz '2026-11-01' - d * interval '1 hour', b.clip, b.key_id, b.signature
                    FROM spoken_bulletin b, generate_series(1, 1000) d
                    """)
                .update();
        jdbc.sql("ANALYZE placement").update();
        jdbc.sql("ANALYZE spoken_bulletin").update();
    }

    @Test
    void whatIsLateAndWhatIsInForceIsFoundByItsIndex() {
        String late = explain(Lateness.MISSED.replace(":before", literal(kept.now)).replace(":limit", "1000"));
        assertThat(late).contains("placement_due").doesNotContain("Seq Scan on placement");
        assertThat(pages(late)).as(late).isLessThan(50);

        String inForce = explain(Withdrawals.IN_FORCE.replace(":now", literal(kept.now)));
        assertThat(inForce).contains("spoken_bulletin_not_after").doesNotContain("Seq Scan");
        assertThat(pages(inForce)).as(inForce).isLessThan(50);
    }

    private String explain(String sql) {
        return String.join("\n", kept.jdbc.sql("EXPLAIN (ANALYZE, BUFFERS) " + sql).query(String.class).list());
    }

    private static String literal(Instant time) {
        return "timestamptz '" + time + "'";
    }

    /** How many pages the whole statement looked at: its first line of buffers, that of the outermost node. */
    private static int pages(String plan) {
        String buffers = plan.lines().filter(l -> l.contains("Buffers:")).findFirst().orElseThrow();
        assertThat(plan.indexOf(buffers)).as(plan).isLessThan(plan.indexOf("Planning:"));
        return PAGES.matcher(buffers).results().mapToInt(pages -> Integer.parseInt(pages.group(1))).sum();
    }
}
