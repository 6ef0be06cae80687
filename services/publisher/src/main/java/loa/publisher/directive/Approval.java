package loa.publisher.directive;

import java.util.Set;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.publisher.directive.DirectiveState.Submittable;
import loa.publisher.directive.DirectiveState.Submitted;

/** The way from the drafter to the approver and back. All throw a {@link ProblemException}: 403, 404, 409, 412. */
public final class Approval {
    private final Step step;
    private final SubmitRules rules;

    Approval(Step step, SubmitRules rules) {
        this.step = step;
        this.rules = rules;
    }

    /**
     * Lays it before an approver.
     *
     * @throws ProblemException 422 with everything that is missing
     */
    public Directive submit(Caller caller, DirectiveId id, ExpectedVersion expected) {
        Rights.require(caller, Role.DRAFTER);
        return step.take(caller, id, expected, Set.of(Act.SUBMITTED), (directive, now) -> {
            if (!(directive.state() instanceof Submittable submittable)) {
                throw ProblemException.wrongState(directive.state().code());
            }
            var faults = new Faults();
            rules.checkComplete(directive.content(), now, faults);
            faults.refuse();
            return directive.after(HistoryEntry.of(Act.SUBMITTED, caller, now, null), submittable.submit());
        });
    }

    /** Gives it back to the drafter. */
    public Directive giveBack(Caller caller, DirectiveId id, ExpectedVersion expected, Reason reason) {
        Rights.require(caller, Role.APPROVER);
        return step.take(caller, id, expected, Set.of(Act.RETURNED), (directive, now) -> directive
                .after(HistoryEntry.of(Act.RETURNED, caller, now, reason.text()), submitted(directive).giveBack()));
    }

    /**
     * Agrees with what this version says.
     *
     * @throws ProblemException 428 when no version is given, 403 for whoever drafted or changed it
     */
    public Directive approve(Caller caller, DirectiveId id, ExpectedVersion expected) {
        Rights.require(caller, Role.APPROVER);
        expected.orRefuse();
        return step.take(caller, id, expected, Set.of(Act.APPROVED), (directive, now) -> {
            Submitted submitted = submitted(directive);
            if (directive.isWorkOf(caller)) {
                throw ProblemException.samePerson();
            }
            return directive.after(HistoryEntry.of(Act.APPROVED, caller, now, null), submitted.approve());
        });
    }

    private static Submitted submitted(Directive directive) {
        if (directive.state() instanceof Submitted submitted) {
            return submitted;
        }
        throw ProblemException.wrongState(directive.state().code());
    }
}
