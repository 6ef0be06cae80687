package loa.publisher.console;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.contract.BulletinClass;
import loa.contract.Role;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.DirectiveState.Approved;
import loa.publisher.directive.DirectiveState.Cancellable;
import loa.publisher.directive.DirectiveState.Changeable;
import loa.publisher.directive.DirectiveState.Submittable;
import loa.publisher.directive.DirectiveState.Submitted;

/**
 * What somebody can do with a directive as it stands. Only what to offer: the use cases decide.
 *
 * @param confirm what has to be typed before it is issued; null: nothing
 * @param denied  what the state would allow, but not to this person, with the reason
 */
record Acts(boolean edit, boolean submit, boolean approve, boolean giveBack, boolean issue, boolean amend, boolean discard, boolean cancel,
        @Nullable String confirm, List<Denied> denied) {
    /** What can be done with a revision that is no longer worked on. */
    static final Acts NONE = new Acts(false, false, false, false, false, false, false, false, null, List.of());

    /** The key of an act and of the reason why it is denied. */
    record Denied(String act, String why) {}

    static Acts of(Directive directive, Caller caller, List<ShownArea> areas, Words words) {
        DirectiveState state = directive.state();
        boolean drafter = Rights.has(caller, Role.DRAFTER);
        boolean approver = Rights.has(caller, Role.APPROVER);
        boolean inScope = areas.stream().allMatch(area -> covers(caller, area));
        boolean ownWork = directive.isWorkOf(caller);
        boolean emergency = directive.content().bulletinClass() == BulletinClass.EMERGENCY;
        return new Acts(drafter && inScope && state instanceof Changeable, drafter && inScope && state instanceof Submittable,
                approver && inScope && !ownWork && state instanceof Submitted, approver && inScope && state instanceof Submitted,
                approver && inScope && state instanceof Approved, drafter && inScope && state instanceof DirectiveState.Issued,
                (drafter || approver) && inScope && directive.isOpenAmendment(),
                approver && inScope && (state instanceof Cancellable || directive.isOpenAmendment()),
                emergency && !areas.isEmpty() ? confirm(areas, words) : null, denied(state, approver, inScope, ownWork));
    }

    private static List<Denied> denied(DirectiveState state, boolean approver, boolean inScope, boolean ownWork) {
        String act = state instanceof Submitted ? "approve" : state instanceof Approved ? "issue" : null;
        List<Denied> denied = new ArrayList<>();
        if (act != null && !approver) {
            denied.add(new Denied(act, "role.approver"));
        } else if (act != null && !inScope) {
            denied.add(new Denied(act, "area"));
        } else if (state instanceof Submitted && ownWork) {
            denied.add(new Denied(act == null ? "approve" : act, "same-person"));
        }
        return denied;
    }

    private static boolean covers(Caller caller, ShownArea area) {
        return caller.area() == null || List.of(area.path().split(" ", -1)).contains(caller.area().value());
    }

    /** One area is named itself; several by their number as well, so that nobody sends to a hundred what he meant for one. */
    private static String confirm(List<ShownArea> areas, Words words) {
        String first = areas.getFirst().name();
        return areas.size() == 1 ? first : words.text("act.issue.confirm.several", first, areas.size());
    }
}
