package loa.loudspeaker.station;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** What stations and people may do with the players' part of the API. */
public final class PlayerAccess {
    private final Stations stations;
    private final StationHealth health;

    /** Looks stations up here, and notes there that they asked. */
    public PlayerAccess(Stations stations, StationHealth health) {
        this.stations = stations;
        this.health = health;
    }

    /**
     * The station whose own key the request carries.
     *
     * @throws ProblemException 403 for every other key
     */
    public StationId requireSelf(StationCode code) {
        if (principal() instanceof StationKeys.Holder holder && holder.code().equals(code)) {
            health.heardOf(holder.station());
            return holder.station();
        }
        throw foreign(code);
    }

    /**
     * The station, for its own key or that of a person within whose area it stands.
     *
     * @throws ProblemException 403 for another station's key or a person of elsewhere, 404 when there is no such station
     */
    public StationId requireReader(StationCode code) {
        if (!(principal() instanceof Caller caller)) {
            return requireSelf(code);
        }
        Station station = stations.find(code)
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có đài %s.", "There is no station %s.", code)));
        Rights.requireArea(caller, station.areaPath());
        return station.id();
    }

    /** Who asks, as one who is limited in how often he may. */
    public String caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "" : authentication.getName();
    }

    private static Object principal() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Object principal = authentication == null ? null : authentication.getPrincipal();
        return principal == null ? "" : principal;
    }

    private static ProblemException foreign(StationCode code) {
        return ProblemException.forbidden(Wording.of("Khóa này không phải của đài %s.", "This is not the key of station %s.", code));
    }
}
