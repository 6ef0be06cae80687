package loa.publisher.console;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.Dispatch;
import loa.publisher.directive.HistoryEntry;
import loa.publisher.directive.Warnings;

/**
 * A directive with all that an approver has to see.
 *
 * @param covered   how many areas it reaches, those below included
 * @param later     whether issue means to schedule it
 * @param wasIssued whether it has gone out
 */
record ShownDirective(String id, int version, String state, String checkCode, @Nullable String bulletinClass, boolean exercise,
        @Nullable String title, @Nullable String dispatch, @Nullable String issuingBody, List<Preview> bulletins, List<ShownArea> areas,
        int covered, Set<String> channels, @Nullable ShownTime effective, @Nullable ShownTime expires, boolean later, boolean wasIssued,
        @Nullable ShownSource source, @Nullable String drafter, List<ShownAct> history, List<String> warnings) {

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

    static ShownDirective of(Directive directive, List<ShownArea> areas, int covered, boolean later, Words words) {
        Content content = directive.content();
        return new ShownDirective(directive.id().toString(), directive.version(), directive.state().code(), directive.checkCode().value(),
                content.bulletinClass() == null ? null : content.bulletinClass().code(), content.exercise(), DirectiveTitle.of(content),
                DirectiveTitle.dispatch(content), content.issuingBody(), Previews.of(directive), areas, covered,
                Set.copyOf(content.channels().stream().map(Channel::code).toList()), words.time(content.effective()),
                words.time(content.expires()), later, directive.state().issuedAt() != null, ShownSource.of(content.source(), words),
                directive.history().isEmpty() ? null : directive.history().getFirst().name(),
                directive.history().stream().map(entry -> ShownAct.of(entry, words)).toList(),
                Warnings.of(directive).stream().map(words::text).toList());
    }
}
