package loa.loudspeaker.station;

import java.util.List;
import java.util.Optional;

import loa.contract.AreaCode;

/** Where areas lie. */
@FunctionalInterface
public interface AreaPaths {
    /** From the province down to the area itself; empty when there is no such area. May wait for one that is on its way. */
    Optional<List<AreaCode>> path(AreaCode area);
}
