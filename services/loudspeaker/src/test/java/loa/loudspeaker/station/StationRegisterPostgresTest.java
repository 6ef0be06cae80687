package loa.loudspeaker.station;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.contract.Role;
import loa.delivery.desk.AreaLookup;
import loa.loudspeaker.LoudspeakerSchema;
import loa.loudspeaker.signal.Signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StationRegisterPostgresTest {
    private static final Caller ADMINISTRATOR = new Caller("h", "administrator", Set.of(Role.ADMINISTRATOR), null);
    private static final StationCode CODE = new StationCode("S-1");

    private final LoudspeakerSchema schema = LoudspeakerSchema.fresh();
    private final Stations stations = new Stations(schema.jdbc, Clock.systemUTC());

    @Test
    void newRulesAreStoredWithTheirPlanOrNotAtAll() {
        schema.station(CODE.value(), "99005");
        StationForm form = new StationForm("Cụm loa", "99005", null, null, List.of(), null, 1, null);

        assertThatThrownBy(() -> register(station -> {
            throw new IllegalStateException("the database went away");
        }).put(ADMINISTRATOR, CODE, form)).hasMessage("the database went away");
        assertThat(budget()).isEqualTo(Duration.ofMinutes(45));

        register(station -> assertThat(budget()).isEqualTo(Duration.ofMinutes(1))).put(ADMINISTRATOR, CODE, form);
        assertThat(budget()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anAreaThatHasEndedGetsNoStation() {
        StationForm form = new StationForm("Cụm loa", "99006", null, null, List.of(), null, 1, null);

        assertThatThrownBy(() -> register(_ -> {
        }).put(ADMINISTRATOR, CODE, form)).isInstanceOf(ProblemException.class);
        assertThat(stations.find(CODE)).isEmpty();
    }

    private Duration budget() {
        return stations.find(CODE).orElseThrow().rules().dailyBudget();
    }

    private StationRegister register(Replanning replanning) {
        var keys = new StationKeys(schema.jdbc, Clock.systemUTC(), new Signals(schema.jdbc));
        var areas = new AreaLookup(code -> Optional.of(area(code)), () -> true, Clock.systemUTC());
        return new StationRegister(stations, keys, areas, replanning, schema.transactions);
    }

    /** Area 99006 has ended. */
    private static Area area(AreaCode code) {
        LocalDate last = code.value().equals("99006") ? LocalDate.of(2026, 1, 31) : null;
        return new Area(code, new AreaCode("99"), AreaType.COMMUNE, "Xã", List.of(), LocalDate.of(2025, 7, 1), last, List.of(),
                List.of(new AreaCode("99"), code));
    }
}
