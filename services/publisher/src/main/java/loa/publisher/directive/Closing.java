package loa.publisher.directive;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.publisher.directive.DirectiveState.Issued;
import loa.publisher.directive.DirectiveState.Pending;

/**
 * Closes amendments and what they replace. An open amendment never outlives the revision in force, so that it cannot go out by accident
 * after a cancel or at a time when nobody expects it any more. In the caller's transaction, with the directive locked.
 */
final class Closing {
    private static final Logger log = LoggerFactory.getLogger(Closing.class);

    private final DirectiveStore store;

    Closing(DirectiveStore store) {
        this.store = store;
    }

    /** The revision of this directive that is in force; the one given when none is. */
    Directive inForce(Directive directive) {
        Integer inForce = directive.lineage().inForce();
        return inForce == null || inForce == directive.revision() ? directive : store.find(directive.id(), inForce).orElseThrow();
    }

    /** Ends an open amendment, since somebody does not want it; answers the revision in force. */
    Directive discard(Directive amendment, HistoryEntry entry) {
        return close(amendment, entry, ((Pending) amendment.state()).discard());
    }

    /** The revision in force, its open amendment discarded with this entry if there is one. */
    Directive withoutAmendment(Directive inForce, HistoryEntry entry) {
        Directive current = store.find(inForce.id(), null).orElseThrow();
        return current.isOpenAmendment() ? discard(current, entry) : inForce;
    }

    /** Ends an open amendment, since its time or that of what it amends is over; answers the revision in force. */
    Directive lapse(Directive amendment, HistoryEntry entry) {
        return close(amendment, entry, ((Pending) amendment.state()).lapse());
    }

    private Directive close(Directive amendment, HistoryEntry entry, DirectiveState ended) {
        store.saveState(amendment.after(entry, ended));
        Directive inForce = inForce(store.find(amendment.id(), amendment.revision()).orElseThrow());
        store.workOn(inForce);
        log.atInfo().addKeyValue("directive", amendment.id()).addKeyValue("revision", amendment.revision())
                .addKeyValue("state", ended.code()).log("An amendment ends without going out.");
        return inForce;
    }

    /** Takes the replaced revision out of force, as the amendment goes out; answers what it was. */
    Directive replace(Directive amendment, HistoryEntry issue) {
        Directive replaced = inForce(amendment);
        if (!(replaced.state() instanceof Issued issued) || replaced.revision() == amendment.revision()) {
            throw new IllegalStateException("revision %d of %s goes out, but there is none in force that it could replace"
                    .formatted(amendment.revision(), amendment.id()));
        }
        store.saveState(replaced.after(new HistoryEntry(Act.AMENDED, issue.holder(), issue.name(), issue.at(), null), issued.amend()));
        return replaced;
    }
}
