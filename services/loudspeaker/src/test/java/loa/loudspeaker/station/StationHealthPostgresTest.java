package loa.loudspeaker.station;

import java.time.Instant;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import loa.loudspeaker.LoudspeakerSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StationHealthPostgresTest {
    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");

    private final LoudspeakerSchema schema = LoudspeakerSchema.fresh();

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() {
        StationId station = schema.station("S-1", "99005");
        var health = new StationHealth(schema.jdbc, () -> NOON);
        health.heardOf(station);

        schema.jdbc.sql("ALTER TABLE station_health RENAME TO away").update();
        assertThatThrownBy(health::writeDown).isInstanceOf(DataAccessException.class);
        schema.jdbc.sql("ALTER TABLE away RENAME TO station_health").update();
        health.writeDown();

        assertThat(schema.jdbc.sql("SELECT last_seen_at = :noon::timestamptz FROM station_health").param("noon", NOON.toString())
                .query(Boolean.class).list()).allMatch(Objects::nonNull).containsExactly(true);
    }
}
