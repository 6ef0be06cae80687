package loa.sms.area;

import java.util.List;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaDirectory;

/** In which areas a caller has a say. */
public final class AreaScope {
    private final AreaDirectory areas;

    /** Knows where areas lie by these. */
    public AreaScope(AreaDirectory areas) {
        this.areas = areas;
    }

    /** Whether his roles hold in this area. */
    public boolean covers(Caller caller, AreaCode area) {
        return Rights.covers(caller, path(area));
    }

    /** 403 unless his roles hold in this area. */
    public void require(Caller caller, AreaCode area) {
        Rights.requireArea(caller, path(area));
    }

    private List<AreaCode> path(AreaCode area) {
        return areas.path(area).orElse(List.of(area));
    }
}
