package loa.delivery.lane;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;

/** What a delivery is counted as: in its lane, and apart when it is only an exercise. */
record Kind(BulletinClass lane, boolean exercise) {
    static Kind of(IssuedDirective directive) {
        return new Kind(directive.bulletinClass(), directive.exercise());
    }
}
