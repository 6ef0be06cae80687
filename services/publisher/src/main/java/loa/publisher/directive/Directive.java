package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;

import loa.api.access.Caller;
import loa.contract.DirectiveId;

/**
 * One revision of a directive with all that was done to it.
 *
 * @param version one more with each change, through all revisions: the ETag
 * @param history oldest first, of this revision
 */
public record Directive(DirectiveId id, int revision, int version, CheckCode checkCode, DirectiveState state, Content content,
        Lineage lineage, List<HistoryEntry> history) {
    /** Copies the history. */
    public Directive {
        history = List.copyOf(history);
    }

    /** Whether this person has written any of what it says, in this revision or one on which it builds, and so cannot approve it. */
    public boolean isWorkOf(Caller caller) {
        return lineage.authors().contains(caller.holder()) || history.stream().filter(e -> e.act() == Act.DRAFTED || e.act() == Act.CHANGED)
                .anyMatch(e -> caller.holder().equals(e.holder()));
    }

    /** Whether this person was the last to do this and nothing has undone it since: then he repeats himself, whatever others did since. */
    boolean wasDoneBy(Caller caller, Act act) {
        for (HistoryEntry entry : history.reversed()) {
            if (entry.act() == act) {
                return caller.holder().equals(entry.holder());
            }
            if (act.isUndoneBy(entry.act())) {
                return false;
            }
        }
        return false;
    }

    /** Whether it was to go out by itself and did not, since what was approved no longer held; and nobody has acted on it since. */
    public boolean isWithheld() {
        return !history.isEmpty() && history.getLast().act() == Act.WITHHELD;
    }

    /** Whether it is an amendment that has not gone out, beside a revision in force. */
    public boolean isOpenAmendment() {
        return lineage.amendment() != null && state instanceof DirectiveState.Pending;
    }

    Directive after(HistoryEntry entry, DirectiveState next, Content nextContent) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        longer.add(entry);
        return new Directive(id, revision, version + 1, checkCode, next, nextContent, lineageIn(next), longer);
    }

    Directive after(HistoryEntry entry, DirectiveState next) {
        return after(entry, next, content);
    }

    private Lineage lineageIn(DirectiveState next) {
        if (next instanceof DirectiveState.Issued) {
            return lineage.withInForce(revision);
        }
        return state instanceof DirectiveState.Issued ? lineage.withInForce(null) : lineage;
    }
}
