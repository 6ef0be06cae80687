package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.Role;
import loa.publisher.area.Areas;
import loa.publisher.directive.DirectiveState.Approved;
import loa.publisher.directive.DirectiveState.Cancellable;
import loa.publisher.directive.DirectiveState.Issued;
import loa.publisher.directive.DirectiveState.Scheduled;
import loa.publisher.outbox.Outbox;

/**
 * Sends a directive out and stops it. When a method returns, the decision and the record for the channels are stored together and
 * survive the loss of any process; no channel is waited for. All throw a {@link ProblemException}: 403, 404, 409, 412.
 */
public final class Issuing {
    private static final Logger log = LoggerFactory.getLogger(Issuing.class);

    private final Step step;
    private final SubmitRules rules;
    private final Areas areas;
    private final Outbox outbox;
    private final Closing closing;

    Issuing(Step step, SubmitRules rules, Areas areas, Outbox outbox, Closing closing) {
        this.step = step;
        this.rules = rules;
        this.areas = areas;
        this.outbox = outbox;
        this.closing = closing;
    }

    /**
     * Sends it out, at once or when its effective time comes.
     *
     * @throws ProblemException 422 when time has overtaken what was approved
     */
    public Directive issue(Caller caller, DirectiveId id, ExpectedVersion expected) {
        Rights.require(caller, Role.APPROVER);
        return step.take(caller, id, expected, Set.of(Act.ISSUED, Act.SCHEDULED), (directive, now) -> {
            if (!(directive.state() instanceof Approved approved)) {
                throw ProblemException.wrongState(directive.state().code());
            }
            if (directive.isOpenAmendment() && !AmendmentRules.isInForce(closing.inForce(directive), now)) {
                throw ProblemException.wrongState("expired");
            }
            var faults = new Faults();
            rules.checkStillHolds(directive.content(), now, faults);
            faults.refuse();
            OffsetDateTime effective = directive.content().effective();
            if (effective != null && effective.isAfter(now)) {
                return directive.after(HistoryEntry.of(Act.SCHEDULED, caller, now, null), approved.schedule());
            }
            return sendOut(directive, HistoryEntry.of(Act.ISSUED, caller, now, null), approved.issue(now));
        });
    }

    /** Stops it: what has not been sent is not sent any more, and an open amendment of it never goes out. */
    public Directive cancel(Caller caller, DirectiveId id, ExpectedVersion expected, Reason reason) {
        Rights.require(caller, Role.APPROVER);
        return step.takeInForce(caller, id, expected, Set.of(Act.CANCELLED), (directive, now) -> {
            boolean over = directive.state() instanceof Issued && !now.isBefore(Objects.requireNonNull(directive.content().expires()));
            if (over || !(directive.state() instanceof Cancellable cancellable)) {
                throw ProblemException.wrongState(over ? "expired" : directive.state().code());
            }
            if (directive.state() instanceof Issued) {
                outbox.append(new LoaEvent.DirectiveCancelled(id, directive.revision(), reason.text(), now),
                        directive.content().channels(), directive.content().expires());
            }
            log.atInfo().addKeyValue("directive", id).addKeyValue("revision", directive.revision()).log("A directive is cancelled.");
            HistoryEntry entry = HistoryEntry.of(Act.CANCELLED, caller, now, reason.text());
            return closing.withoutAmendment(directive, entry).after(entry, cancellable.cancel());
        });
    }

    /**
     * What a scheduled directive becomes now. When what was approved no longer holds, say since an area has ended, it does not go out to
     * fewer people than were meant: it is approved as before, its history says why, and a person has to decide.
     */
    Directive whenItsTimeHasCome(Directive directive, Scheduled scheduled, OffsetDateTime now) {
        var faults = new Faults();
        rules.checkStillHolds(directive.content(), now, faults);
        if (directive.isOpenAmendment()) {
            AmendmentRules.checkInForce(closing.inForce(directive), now, faults);
        }
        if (faults.isEmpty()) {
            return sendOut(directive, HistoryEntry.byTime(Act.ISSUED, now), scheduled.issue(now));
        }
        log.atWarn().addKeyValue("directive", directive.id()).addKeyValue("revision", directive.revision())
                .addKeyValue("faults", faults.codes()).log("A scheduled directive is not issued, since it does not hold any more.");
        return directive.after(HistoryEntry.byTime(Act.WITHHELD, now, faults.inShort()), scheduled.withhold());
    }

    /** What the directive becomes when it goes out; the record for the channels is written with it. In the caller's transaction. */
    private Directive sendOut(Directive directive, HistoryEntry entry, Issued issued) {
        Content content = directive.content().effective() == null
                ? directive.content().withEffective(issued.issuedAt())
                : directive.content();
        Directive sent = directive.after(entry, issued, content);
        IssuedDirective event = event(sent, issued);
        announce(directive, event, entry);
        log.atInfo().addKeyValue("directive", sent.id()).addKeyValue("revision", sent.revision())
                .addKeyValue("class", event.bulletinClass().code()).addKeyValue("areas", event.coveredAreas().size())
                .log("A directive is issued.");
        return sent;
    }

    /** The record for the channels; an amendment takes the replaced revision out of force. */
    private void announce(Directive directive, IssuedDirective event, HistoryEntry entry) {
        Lineage.Amendment amendment = directive.lineage().amendment();
        if (amendment == null) {
            outbox.append(new LoaEvent.DirectiveIssued(event), event.channels(), event.expires());
            return;
        }
        Content before = closing.replace(directive, entry).content();
        Set<Channel> leftOut = EnumSet.copyOf(before.channels());
        leftOut.removeAll(event.channels());
        OffsetDateTime expires = Objects.requireNonNull(before.expires());
        outbox.appendAmendment(new LoaEvent.DirectiveAmended(event, amendment.replaces(), amendment.reason()), leftOut,
                expires.isAfter(event.expires()) ? expires : event.expires());
    }

    private IssuedDirective event(Directive directive, Issued issued) {
        Content content = directive.content();
        OffsetDateTime effective = Objects.requireNonNull(content.effective());
        Dispatch source = content.source();
        var bulletins = content.bulletins().stream().filter(b -> content.channels().contains(b.channel())).toList();
        return new IssuedDirective(directive.id(), directive.revision(), directive.checkCode().value(),
                Objects.requireNonNull(content.issuingBody()), source == null ? null : source.withoutText(),
                Objects.requireNonNull(content.bulletinClass()), content.exercise(), content.channels(), content.areas(),
                areas.covered(content.areas(), AreaRules.day(effective, issued.issuedAt())),
                IssuedText.of(directive.checkCode(), content).of(bulletins), effective, Objects.requireNonNull(content.expires()),
                issued.issuedAt());
    }
}
