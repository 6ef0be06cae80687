package loa.delivery.desk;

import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateTableTest {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-22T12:00:00+07:00");

    private final StateTable<String> table = new StateTable<>("revoked"::equals);

    @Test
    void readersSeeWhatWasPublished() {
        table.put("a", NOON, "one");
        assertThat(table.find("a")).isEmpty();
        table.publish();
        assertThat(table.find("a")).contains("one");
    }

    @Test
    void anOlderStateIsARepetitionAndIgnored() {
        table.put("a", NOON, "one");
        assertThat(table.put("a", NOON.minusSeconds(1), "zero")).isFalse();
        assertThat(table.put("a", NOON, "two")).isTrue();
        table.publish();
        assertThat(table.find("a")).contains("two");
    }

    @Test
    void aRemovedStateDoesNotComeBackByRepetition() {
        table.put("a", NOON, "one");
        table.put("a", NOON.plusSeconds(2), null);
        assertThat(table.put("a", NOON, "one")).isFalse();
        table.publish();
        assertThat(table.find("a")).isEmpty();
    }

    @Test
    void whatMustAlwaysBeFollowedIsFollowedWhateverTheClockSaid() {
        table.put("a", NOON, "given");
        assertThat(table.put("a", NOON.minusSeconds(5), "revoked")).isTrue();
        assertThat(table.put("a", NOON.minusSeconds(4), "given")).isFalse();
        table.publish();
        assertThat(table.find("a")).contains("revoked");
    }

    @Test
    void whileTheTopicIsReadAnewTheLastSnapshotHolds() {
        table.put("a", NOON, "one");
        table.publish();
        table.restart();
        assertThat(table.find("a")).contains("one");
        table.publish();
        assertThat(table.find("a")).isEmpty();
    }
}
