package loa.push.device;

import java.util.List;
import java.util.Optional;

import loa.contract.AreaCode;

/** Knows the tree of areas. */
@FunctionalInterface
public interface AreaPaths {
    /** From the province down to the area itself; empty when there is no such area. */
    Optional<List<AreaCode>> path(AreaCode area);
}
