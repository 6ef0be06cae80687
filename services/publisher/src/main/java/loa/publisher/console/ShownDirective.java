package loa.publisher.console;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.Dispatch;
import loa.publisher.directive.HistoryEntry;
import loa.publisher.directive.Lineage;
import loa.publisher.directive.Warnings;

/**
 * A directive with all that an approver has to see.
 *
 * @param covered   how many areas it reaches, those below included
 * @param later     whether issue means to schedule it
 * @param wasIssued whether it has gone out
 * @param amended   null: it is no amendment
 * @param revisions the newest first; nothing when there is one alone
 */
record ShownDirective(String id, int version, String state, String checkCode, @Nullable String bulletinClass, boolean exercise,
        @Nullable String title, @Nullable String dispatch, @Nullable String issuingBody, List<Preview> bulletins, List<ShownArea> areas,
        int covered, Set<String> channels, @Nullable ShownTime effective, @Nullable ShownTime expires, boolean later, boolean wasIssued,
        @Nullable ShownSource source, @Nullable String drafter, List<ShownAct> history, List<String> warnings, int revision,
        @Nullable ShownAmendment amended, List<ShownRevision> revisions) {

    /** The dispatch that it carries out. */
    record ShownSource(@Nullable String reference, @Nullable String issuingBody, @Nullable String date, @Nullable String subject,
            @Nullable String text) {
        static @Nullable ShownSource of(@Nullable Dispatch dispatch, Words words) {
            return dispatch == null
                    ? null
                    : new ShownSource(DirectiveTitle.reference(dispatch), dispatch.issuingBody(), words.day(dispatch.date()),
                            dispatch.subject(), dispatch.text());
        }
    }

    /** Who did what; {@code by} is null for what time did. */
    record ShownAct(String act, @Nullable String by, @Nullable ShownTime at, @Nullable String reason) {
        static ShownAct of(HistoryEntry entry, Words words) {
            return new ShownAct(entry.act().code(), entry.name(), words.time(entry.at()), entry.reason());
        }
    }

    /**
     * What an amendment replaces, why, and what it says otherwise.
     *
     * @param open whether it has not gone out, beside what it is to replace
     */
    record ShownAmendment(int replaces, String reason, boolean open, List<ShownChange> changes) {}

    /** A revision in the list of all. */
    record ShownRevision(int number, String state, @Nullable ShownTime issuedAt, @Nullable String reason, boolean shown) {
        static ShownRevision of(Directive revision, int shown, Words words) {
            Lineage.Amendment amendment = revision.lineage().amendment();
            return new ShownRevision(revision.revision(), revision.state().code(), words.time(revision.state().issuedAt()),
                    amendment == null ? null : amendment.reason(), revision.revision() == shown);
        }
    }

    /** What belongs to the directive beside what it says itself. */
    record Around(int covered, boolean later, @Nullable ShownAmendment amended, List<ShownRevision> revisions) {}

    static ShownDirective of(Directive directive, List<ShownArea> areas, Around around, Words words) {
        Content content = directive.content();
        return new ShownDirective(directive.id().toString(), directive.version(), directive.state().code(), directive.checkCode().value(),
                content.bulletinClass() == null ? null : content.bulletinClass().code(), content.exercise(), DirectiveTitle.of(content),
                DirectiveTitle.dispatch(content), content.issuingBody(), Previews.of(directive), areas, around.covered(),
                Set.copyOf(content.channels().stream().map(Channel::code).toList()), words.time(content.effective()),
                words.time(content.expires()), around.later(), directive.state().issuedAt() != null,
                ShownSource.of(content.source(), words),
                directive.history().isEmpty() ? null : directive.history().getFirst().name(),
                directive.history().stream().map(entry -> ShownAct.of(entry, words)).toList(),
                Warnings.of(directive).stream().map(words::text).toList(), directive.revision(), around.amended(), around.revisions());
    }
}
