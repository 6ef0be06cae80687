package loa.publisher.console;

import org.jspecify.annotations.Nullable;

import loa.publisher.channel.HeldDirectives;
import loa.publisher.directive.Content;

/**
 * A directive that a channel holds, for the page.
 *
 * @param known whether this desk has it
 */
record ShownHeld(String directive, int revision, String title, boolean known, @Nullable String bulletinClass, boolean exercise,
        String state, ShownTime heldSince, ShownTime expires, @Nullable String by, @Nullable ShownTime decidedAt, @Nullable String reason) {
    static ShownHeld of(HeldDirectives.Held held, @Nullable Content content, Words words) {
        String title = content == null ? null : DirectiveTitle.of(content);
        return new ShownHeld(held.directive().toString(), held.revision(), title == null ? words.text("directives.untitled") : title,
                content != null, content == null || content.bulletinClass() == null ? null : content.bulletinClass().code(),
                content != null && content.exercise(), held.state(), words.exactTime(held.heldSince()), words.shortTime(held.expires()),
                held.by(), held.decidedAt() == null ? null : words.exactTime(held.decidedAt()), held.reason());
    }

    boolean waits() {
        return state.equals("held");
    }
}
