package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;

import loa.api.access.Caller;
import loa.contract.DirectiveId;

/**
 * One revision of a directive with all that was done to it.
 *
 * @param version one more with each change, through all revisions: the ETag
 * @param history oldest first
 */
public record Directive(DirectiveId id, int revision, int version, CheckCode checkCode, DirectiveState state, Content content,
        List<HistoryEntry> history) {
    /** Copies the history. */
    public Directive {
        history = List.copyOf(history);
    }

    /** Whether this person has written any of what it says, and so cannot approve it. */
    boolean isWorkOf(Caller caller) {
        return history.stream().filter(e -> e.act() == Act.DRAFTED || e.act() == Act.CHANGED)
                .anyMatch(e -> caller.holder().equals(e.holder()));
    }

    /** Whether the last thing that was done is this, by this person: then he repeats himself. */
    boolean wasJust(Act act, Caller caller) {
        return history.reversed().stream().filter(e -> e.holder() != null).findFirst()
                .filter(e -> e.act() == act && caller.holder().equals(e.holder())).isPresent();
    }

    Directive after(HistoryEntry entry, DirectiveState next, Content nextContent) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        longer.add(entry);
        return new Directive(id, revision, version + 1, checkCode, next, nextContent, longer);
    }

    Directive after(HistoryEntry entry, DirectiveState next) {
        return after(entry, next, content);
    }
}
