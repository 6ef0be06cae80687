package loa.loudspeaker.station;

import java.util.List;

import loa.contract.AreaCode;

/**
 * A loudspeaker point of a commune.
 *
 * @param area     where it is heard; a directive reaches it that covers this area
 * @param areaPath from the province down to {@code area}
 */
public record Station(StationId id, StationCode code, String name, AreaCode area, List<AreaCode> areaPath, StationKind kind,
        AirRules rules, Volumes volumes) {
    /** Copies the path. */
    public Station {
        areaPath = List.copyOf(areaPath);
    }
}
