package loa.delivery.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AreaLookupTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T17:30:00Z"));
    private static final Area VILLAGE = area("99001-03", null);

    private final AtomicInteger questions = new AtomicInteger();
    private final List<String> faults = new ArrayList<>();

    @Test
    void anAreaThatExistsIsKnown() {
        assertThat(lookup(Map.of("99001-03", VILLAGE), true).read("99001-03", this::note)).contains(VILLAGE);
        assertThat(faults).isEmpty();
    }

    @Test
    void anAreaEndsWithItsLastDayInVietNam() {
        Area yesterday = area("99001-07", LocalDate.of(2026, 11, 22));
        Area today = area("99001-08", LocalDate.of(2026, 11, 23));
        AreaLookup lookup = lookup(Map.of("99001-07", yesterday, "99001-08", today), true);

        assertThat(lookup.find("99001-08")).isEqualTo(new AreaAnswer.Known(today));
        assertThat(lookup.find("99001-07")).isEqualTo(new AreaAnswer.Ended(yesterday, LocalDate.of(2026, 11, 22)));
        assertThat(lookup.read("99001-07", this::note)).isEmpty();
        assertThat(faults).containsExactly("ended-area Địa bàn 99001-07 chỉ có đến ngày 2026-11-22; kế tiếp: 99001-01.");
    }

    @Test
    void anAreaThatTheDeskHasNotNamedIsUnknownAndQuotedShort() {
        AreaLookup lookup = lookup(Map.of(), true);

        assertThat(lookup.read("99009", this::note)).isEmpty();
        assertThat(lookup.read("x".repeat(5_000), this::note)).isEmpty();
        assertThat(faults).containsExactly("unknown-area Không có địa bàn 99009.",
                "unknown-area Không có địa bàn " + "x".repeat(40) + "….");
    }

    @Test
    void nobodyCanTellWhileTheDeskHasNotBeenHeardOut() {
        AreaLookup lookup = lookup(Map.of(), false);

        assertThat(lookup.find("99009")).isEqualTo(new AreaAnswer.NotYet());
        assertThat(lookup.find("no code")).isEqualTo(new AreaAnswer.Unknown("no code"));
        assertThatThrownBy(() -> lookup.read("99009", this::note)).isInstanceOf(ProblemException.class);
    }

    @Test
    void anAreaThatIsOnItsWayIsWaitedFor() {
        AreaDirectory late = _ -> questions.incrementAndGet() < 4 ? Optional.empty() : Optional.of(VILLAGE);

        assertThat(new AreaLookup(late, () -> true, CLOCK).forRequest().find("99001-03")).isEqualTo(new AreaAnswer.Known(VILLAGE));
    }

    @Test
    void thePatienceIsThatOfAllAreasTogether() {
        AreaLookup lookup = lookup(Map.of(), true).forRequest();

        lookup.find("99009");
        int first = questions.get();
        lookup.find("99008");

        assertThat(first).isEqualTo(1 + (int) Duration.ofSeconds(2).dividedBy(Duration.ofMillis(50)));
        assertThat(questions.get() - first).isEqualTo(1);
    }

    private AreaLookup lookup(Map<String, Area> areas, boolean caughtUp) {
        return new AreaLookup(code -> {
            questions.incrementAndGet();
            return Optional.ofNullable(areas.get(code.value()));
        }, () -> caughtUp, CLOCK);
    }

    private void note(String code, Wording detail) {
        faults.add(code + " " + detail.vi());
    }

    private static Area area(String code, @Nullable LocalDate last) {
        return new Area(new AreaCode(code), new AreaCode("99001"), AreaType.VILLAGE, code, List.of(), LocalDate.of(2025, 7, 1), last,
                last == null ? List.of() : List.of(new AreaCode("99001-01")),
                List.of(new AreaCode("99"), new AreaCode("99001"), new AreaCode(code)));
    }
}
