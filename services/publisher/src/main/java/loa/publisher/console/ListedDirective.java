package loa.publisher.console;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;

/**
 * A directive in the list.
 *
 * @param dispatch  number, symbol and author of the dispatch
 * @param areas     the first few by name
 * @param moreAreas how many others
 * @param issued    whether it, or what it amends, has gone out
 * @param amends    the revision in force, when this one is an open amendment of it; null: it is none
 * @param tally     null: it has not, or no channel has reported
 */
record ListedDirective(String id, String state, @Nullable String bulletinClass, boolean exercise, @Nullable String title,
        @Nullable String dispatch, List<String> areas, int moreAreas, List<String> channels, @Nullable ShownTime effective,
        @Nullable ShownTime expires, boolean issued, boolean editable, @Nullable Integer amends, @Nullable Tally tally) {
    static final int FIRST_AREAS = 3;

    static ListedDirective of(Directive directive, Map<AreaCode, ShownArea> names, @Nullable Tally tally, Words words) {
        Content content = directive.content();
        List<String> areas = content.areas().stream().limit(FIRST_AREAS).map(code -> {
            ShownArea area = names.get(code);
            return area == null ? code.value() : area.full();
        }).toList();
        return new ListedDirective(directive.id().toString(), directive.state().code(),
                content.bulletinClass() == null ? null : content.bulletinClass().code(), content.exercise(), DirectiveTitle.of(content),
                DirectiveTitle.dispatch(content), areas, content.areas().size() - areas.size(),
                content.channels().stream().map(Channel::code).toList(), words.time(content.effective()), words.time(content.expires()),
                directive.state().issuedAt() != null || directive.isOpenAmendment(), directive.state() instanceof DirectiveState.Changeable,
                directive.isOpenAmendment() ? directive.lineage().inForce() : null, tally);
    }
}
