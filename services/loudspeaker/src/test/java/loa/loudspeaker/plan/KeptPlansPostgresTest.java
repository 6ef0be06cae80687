package loa.loudspeaker.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.BulletinClass;
import loa.loudspeaker.station.StationId;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of plans while time goes on, with halts, cancels and what pushes others out. */
class KeptPlansPostgresTest {
    private static final Instant FIVE = KeptPlans.at("2026-11-23T17:00:00+07:00");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private KeptPlans kept;
    private StationId station = new StationId(new UUID(0, 0));

    @BeforeEach
    void makeStation() {
        kept = new KeptPlans(directory);
        station = kept.station("S-1");
    }

    @Test
    void aHaltStandsUntilItIsKnownThatItEnded() {
        kept.halted = true;
        kept.keepAt(kept.now);
        kept.known = false;
        kept.halted = false;
        kept.keepAt(kept.now);
        assertThat(kept.day(station).halted()).isTrue();
        kept.known = true;
        kept.keepAt(kept.now);
        assertThat(kept.day(station).halted()).isFalse();
    }

    @Test
    void aPlayOfASessionThatWasHaltedIsPlayedInTheNextOne() {
        // Given
        OrderKey order = kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, FIVE.plus(Duration.ofDays(2)));
        UUID item = kept.items(station, order).getFirst().id();
        // When
        kept.halted = true;
        kept.keepAt(FIVE.minusSeconds(60));
        kept.keepAt(FIVE.plus(Duration.ofHours(8)));
        // Then
        assertThat(kept.missed()).isEmpty();
        // When
        kept.halted = false;
        kept.keepAt(FIVE.plus(Duration.ofHours(9)));
        // Then
        assertThat(kept.items(station, order)).singleElement().satisfies(i -> {
            assertThat(i.id()).isEqualTo(item);
            assertThat(i.state()).isEqualTo(PlanItem.State.PLANNED);
            assertThat(i.slot().start()).isEqualTo(FIVE.plus(Duration.ofDays(1)));
        });
        // When nobody plays it then, either
        kept.keepAt(FIVE.plus(Duration.ofDays(1)).plus(Duration.ofHours(7)));
        // Then
        assertThat(kept.missed()).hasSize(1);
    }

    @Test
    void aHaltThatOutlastsItsDirectiveEndsItAsMissed() {
        OrderKey order = kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, FIVE.plus(Duration.ofHours(2)));
        kept.halted = true;
        kept.keepAt(FIVE.minusSeconds(60));
        kept.keepAt(FIVE.plus(Duration.ofHours(3)));
        assertThat(kept.items(station, order)).extracting(PlanItem::state).containsExactly(PlanItem.State.PASSED);
        assertThat(kept.missed()).isEmpty();
        kept.keepAt(FIVE.plus(Duration.ofHours(8)));
        assertThat(kept.missed()).hasSize(1);
    }

    @Test
    void whereAResumeFailsItComesAgainAndKeepsNoOtherBack() {
        // Given
        OrderKey order = kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, FIVE.plus(Duration.ofDays(2)));
        StationId other = kept.station("S-2");
        kept.halted = true;
        kept.keepAt(FIVE.minusSeconds(60));
        kept.jdbc.sql("UPDATE station SET time_zone = 'Nowhere/Never' WHERE id = :id").param("id", station.value()).update();
        // When
        kept.halted = false;
        kept.keepAt(FIVE.plus(Duration.ofHours(2)));
        // Then
        assertThat(kept.day(station).halted()).isTrue();
        assertThat(kept.day(other).halted()).isFalse();
        // When
        kept.jdbc.sql("UPDATE station SET time_zone = 'Asia/Ho_Chi_Minh' WHERE id = :id").param("id", station.value()).update();
        kept.keepAt(FIVE.plus(Duration.ofHours(2)).plusSeconds(5));
        // Then
        assertThat(kept.day(station).halted()).isFalse();
        assertThat(kept.items(station, order)).extracting(i -> i.slot().start()).containsExactly(FIVE.plus(Duration.ofDays(1)));
    }

    @Test
    void whatIsPushedOutIsKeptInMindAndComesBackWhenTheOtherIsCancelled() {
        // Given
        Instant expires = FIVE.plus(Duration.ofMinutes(90));
        OrderKey notice = kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, expires);
        kept.now = FIVE.minusSeconds(60);
        OrderKey storm = kept.place(station, BulletinClass.EMERGENCY, Duration.ofMinutes(58), expires);
        // When
        kept.keepAt(FIVE);
        // Then
        assertThat(kept.items(station, notice)).isEmpty();
        assertThat(kept.missed()).isEmpty();
        assertThat(kept.day(station).unplaced()).containsExactly(new Plan.Unplaced(notice, Reason.NO_SESSION));
        // When
        kept.withdrawn.add(storm.directive());
        kept.keepAt(FIVE.plusSeconds(60));
        // Then
        assertThat(kept.items(station, storm)).isEmpty();
        assertThat(kept.items(station, notice)).extracting(i -> i.slot().start()).containsExactly(FIVE.plusSeconds(60));
        assertThat(kept.day(station).unplaced()).isEmpty();
    }

    @Test
    void whatNeverGetsItsPlaceBackIsMissedWhenItsDirectiveHasEnded() {
        Instant expires = FIVE.plus(Duration.ofMinutes(90));
        kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, expires);
        kept.now = FIVE.minusSeconds(60);
        kept.place(station, BulletinClass.EMERGENCY, Duration.ofMinutes(58), expires);
        kept.keepAt(expires.plus(KeptPlans.GRACE).minusSeconds(1));
        assertThat(kept.missed()).isEmpty();
        kept.keepAt(expires.plus(KeptPlans.GRACE));
        assertThat(kept.missed()).hasSize(2);
    }

    @Test
    void aPlayThatWasReportedMeanwhileIsNeitherMovedNorWithdrawn() {
        OrderKey order = kept.place(station, BulletinClass.ROUTINE, TEN_MINUTES, FIVE.plus(Duration.ofDays(2)));
        PlanItem item = kept.items(station, order).getFirst();
        kept.jdbc.sql("UPDATE playlist_item SET state = 'played' WHERE id = :id").param("id", item.id()).update();
        var tables = new PlanTables(kept.jdbc);
        Slot later = new Slot(order, "vi", 1, FIVE.plusSeconds(600), TEN_MINUTES, "17:00-18:00", FIVE.plusSeconds(3600));
        tables.move(item.id(), later);
        tables.withdraw(List.of(item.id()));
        assertThat(kept.items(station, order)).containsExactly(new PlanItem(item.id(), item.slot(), PlanItem.State.PLAYED));
    }
}
