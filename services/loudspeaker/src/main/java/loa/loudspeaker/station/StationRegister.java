package loa.loudspeaker.station;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.api.access.KeyText;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Ids;
import loa.contract.Role;
import loa.delivery.desk.AreaLookup;

/** Makes and changes stations, for those who may. */
final class StationRegister {
    private final Stations stations;
    private final StationKeys keys;
    private final AreaLookup areas;
    private final Replanning replanning;
    private final TransactionOperations transactions;
    private final SecureRandom random = new SecureRandom();

    StationRegister(Stations stations, StationKeys keys, AreaLookup areas, Replanning replanning, TransactionOperations transactions) {
        this.stations = stations;
        this.keys = keys;
        this.areas = areas;
        this.replanning = replanning;
        this.transactions = transactions;
    }

    /** @param key null: it was there already */
    record Registered(Station station, @Nullable KeyText key) {}

    /** @param previousUntil how long the key before it still opens; null: there was none */
    record Rotated(KeyText key, @Nullable Instant previousUntil) {}

    Registered put(Caller caller, StationCode code, StationForm form) {
        Rights.require(caller, Role.ADMINISTRATOR, Role.OPERATOR);
        Optional<Station> known = stations.find(code);
        known.ifPresent(station -> Rights.requireArea(caller, station.areaPath()));
        var id = known.map(Station::id).orElseGet(() -> new StationId(Ids.next()));
        Station station = new StationReader(areas.forRequest()).read(id, code, form);
        Rights.requireArea(caller, station.areaPath());
        return known.isEmpty() ? create(caller, station, form) : change(station);
    }

    Rotated rotate(Caller caller, StationCode code) {
        Rights.require(caller, Role.ADMINISTRATOR, Role.OPERATOR);
        Station station = existing(code);
        Rights.requireArea(caller, station.areaPath());
        KeyText key = KeyText.next(KeyText.Kind.STA, random);
        Optional<Instant> until = inTransaction(() -> keys.add(station, key));
        keys.reload(station.id());
        return new Rotated(key, until.orElse(null));
    }

    /**
     * The station with this code.
     *
     * @throws ProblemException 404
     */
    Station existing(StationCode code) {
        return stations.find(code)
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có đài %s.", "There is no station %s.", code)));
    }

    private Registered create(Caller caller, Station station, StationForm form) {
        KeyText key = KeyText.next(KeyText.Kind.STA, random);
        boolean created = inTransaction(() -> {
            if (!stations.insert(station)) {
                return false;
            }
            keys.add(station, key);
            return true;
        });
        if (!created) {
            // Somebody made it between our look and our write: then this is a change.
            return put(caller, station.code(), form);
        }
        keys.reload(station.id());
        return new Registered(station, key);
    }

    /** The rules and the plan that follows from them are stored together, so that no end in between leaves the plan of the old rules. */
    private Registered change(Station station) {
        inTransaction(() -> {
            stations.update(station);
            replanning.rulesChanged(station.id());
            return station;
        });
        return new Registered(station, null);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(_ -> work.get()));
    }
}
