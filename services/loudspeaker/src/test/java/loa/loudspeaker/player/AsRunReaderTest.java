package loa.loudspeaker.player;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import loa.contract.LoaJson;

import static org.assertj.core.api.Assertions.assertThat;

class AsRunReaderTest {
    private static final String SOUND = """
        {"item": "019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11", "start": "2026-11-22T17:00:00+07:00", "end": "2026-11-22T17:00:41+07:00",
         "outcome": "completed", "playedSeconds": 41.5, "volume": 100, "reason": null}
        """;

    private final AsRunReader reader = new AsRunReader(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void aSoundEntryIsReadWhole() {
        assertThat(reader.read(node(SOUND))).isInstanceOfSatisfying(AsRunReader.Reading.Sound.class, reading -> {
            assertThat(reading.entry().played()).isEqualTo(Duration.ofMillis(41_500));
            assertThat(reading.entry().volume()).isEqualTo(100);
            assertThat(reading.entry().outcome()).isEqualTo(AsRunEntry.Outcome.COMPLETED);
        });
    }

    @ParameterizedTest
    @CsvSource({"item,'\"x\"',invalid-item", "start,'\"2026-11-22T17:00:00\"',invalid-start", "end,null,invalid-end",
            "outcome,'\"done\"',invalid-outcome", "end,'\"2026-11-22T16:00:00+07:00\"',ends-before-start",
            "playedSeconds,-1,invalid-played-seconds", "playedSeconds,'\"41\"',invalid-played-seconds", "volume,101,invalid-volume",
            "outcome,'\"skipped\"',reason-required", "mood,1,unknown-field", "reason,'\"a\\u0000b\"',invalid-reason",
            "start,'\"0000-01-01T00:00:00+07:00\"',too-old", "start,'\"-999999999-01-01T00:00:00+07:00\"',too-old",
            "start,'\"2025-10-18T18:59:59+07:00\"',too-old", "end,'\"+999999999-01-01T00:00:00+07:00\"',in-the-future"})
    void aFaultyFieldIsNamed(String field, String value, String reason) {
        ObjectNode entry = (ObjectNode) node(SOUND);
        entry.set(field, node(value));
        assertThat(reader.read(entry)).isEqualTo(new AsRunReader.Reading.Faulty(reason));
    }

    @Test
    void anEntryFromTheFutureIsFaulty() {
        var earlier = new AsRunReader(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(earlier.read(node(SOUND))).isEqualTo(new AsRunReader.Reading.Faulty("in-the-future"));
        assertThat(reader.read(node("[1]"))).isEqualTo(new AsRunReader.Reading.Faulty("not-an-object"));
    }

    private static JsonNode node(String text) {
        return LoaJson.mapper().readTree(text);
    }
}
