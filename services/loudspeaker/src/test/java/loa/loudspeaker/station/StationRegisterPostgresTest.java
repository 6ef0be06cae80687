package loa.loudspeaker.station;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.api.access.Caller;
import loa.contract.AreaCode;
import loa.contract.Role;
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

    private Duration budget() {
        return stations.find(CODE).orElseThrow().rules().dailyBudget();
    }

    private StationRegister register(Replanning replanning) {
        var keys = new StationKeys(schema.jdbc, Clock.systemUTC(), new Signals(schema.jdbc));
        return new StationRegister(stations, keys, area -> Optional.of(List.of(new AreaCode("99"), area)), replanning,
                schema.transactions);
    }
}
