package loa.delivery.boot;

import java.util.List;
import java.util.function.Predicate;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaDirectory;

/** In which areas a caller has a say. */
record AreaScope(AreaDirectory areas) {
    boolean covers(Caller caller, AreaCode area) {
        return Rights.covers(caller, areas.path(area).orElse(List.of(area)));
    }

    Predicate<AreaCode> of(Caller caller) {
        return area -> covers(caller, area);
    }
}
