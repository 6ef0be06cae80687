package loa.publisher.console;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.publisher.channel.UnknownDeliveries;
import loa.publisher.channel.UnknownDeliveries.Group;
import loa.publisher.channel.UnknownDeliveries.Page;
import loa.publisher.channel.UnknownDeliveries.Said;
import loa.publisher.channel.UnknownDeliveries.Unknown;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.Directives;

/** Fills the page of the unknown deliveries of one directive on one channel. */
@Component
final class UnknownScreen {
    private static final int ON_A_PAGE = 20;

    private final UnknownDeliveries unknown;
    private final Directives directives;
    private final AreaNames names;
    private final Clock clock;

    UnknownScreen(UnknownDeliveries unknown, Directives directives, AreaNames names, Clock clock) {
        this.unknown = unknown;
        this.directives = directives;
        this.names = names;
        this.clock = clock;
    }

    /** Those with one reason, as they are shown. */
    record ShownGroup(String code, String reason, int revision, String count, String asked, boolean anyAsked, ShownTime oldest) {
        static ShownGroup of(Group group, Words words) {
            return new ShownGroup(group.reason(), words.reason(group.reason()), group.revision(), words.number(group.count()),
                    words.number(group.asked()), group.asked() > 0, words.exactTime(group.oldest()));
        }
    }

    /** What was chosen and typed, so that it can be shown again. */
    record Typed(List<String> deliveries, boolean all, @Nullable String as, @Nullable String why) {
        static final Typed NOTHING = new Typed(List.of(), false, null, null);

        Typed {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** How many, and of how many the provider is still asked. */
    record Sum(long count, long asked) {
        static Sum of(List<Group> groups) {
            return new Sum(groups.stream().mapToLong(Group::count).sum(), groups.stream().mapToLong(Group::asked).sum());
        }
    }

    /** Of what the page is: title, class, whether it can still be sent. */
    void head(Model model, OneUnknown one, Words words) {
        Directive directive = directive(one);
        OffsetDateTime expires = directive == null ? null : directive.content().expires();
        boolean expired = expires != null && !expires.isAfter(OffsetDateTime.now(clock));
        String title = directive == null ? null : DirectiveTitle.of(directive.content());
        model.addAttribute("known", directive != null);
        model.addAttribute("title", title == null ? words.text("directives.untitled") : title);
        model.addAttribute("bulletinClass", directive == null || directive.content().bulletinClass() == null
                ? null
                : directive.content().bulletinClass().code());
        model.addAttribute("exercise", directive != null && directive.content().exercise());
        model.addAttribute("expires", expires == null ? null : words.time(expires));
        model.addAttribute("expired", expired);
        // what the desk does not know the channel may: it has the last word in any case
        model.addAttribute("mayResend", directive == null || !expired && directive.state() instanceof DirectiveState.Issued);
        model.addAttribute("c", one.channel().code());
        model.addAttribute("id", one.directive().toString());
        model.addAttribute("reason", one.reason());
        model.addAttribute("older", one.older());
    }

    /** Everything, with what was typed before. */
    void fill(Model model, Caller caller, OneUnknown one, @Nullable String cursor, Typed typed, Words words) {
        head(model, one, words);
        model.addAttribute("ages", OneUnknown.AGES.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                .toList());
        model.addAttribute("cursor", ComposeForm.clean(cursor));
        model.addAttribute("typed", typed);
        if (!model.containsAttribute("faults")) {
            model.addAttribute("faults", new FormFaults());
        }
        if (groups(model, caller, one, words)) {
            rows(model, caller, one, typed, words);
        }
    }

    private boolean groups(Model model, Caller caller, OneUnknown one, Words words) {
        List<Group> all = told(unknown.groups(caller, one.unfiltered(), words.languageCode()), model);
        if (all == null) {
            return false;
        }
        model.addAttribute("groups", all.stream().map(g -> ShownGroup.of(g, words)).toList());
        model.addAttribute("reasons", all.stream().collect(Collectors.toMap(Group::reason, g -> words.reason(g.reason()), (a, _) -> a,
                LinkedHashMap::new)));
        model.addAttribute("total", words.number(Sum.of(all).count()));
        model.addAttribute("asked", Sum.of(all).asked());
        List<Group> matching = one.isFiltered() ? told(unknown.groups(caller, one.query(clock), words.languageCode()), model) : all;
        model.addAttribute("matching", matching == null ? 0 : Sum.of(matching).count());
        return matching != null;
    }

    private void rows(Model model, Caller caller, OneUnknown one, Typed typed, Words words) {
        String cursor = (String) model.getAttribute("cursor");
        Page page = told(unknown.list(caller, one.query(clock), ON_A_PAGE, cursor, words.languageCode()), model);
        if (page == null) {
            return;
        }
        Map<AreaCode, String> areas = names
                .show(page.items().stream().map(Unknown::area).collect(Collectors.toSet()), names.today()).stream()
                .collect(Collectors.toMap(area -> new AreaCode(area.code()), ShownArea::brief));
        model.addAttribute("rows", page.items().stream().map(u -> ShownUnknown.of(u, code -> areas.getOrDefault(code, code.value()),
                typed.deliveries().contains(u.delivery()), words)).toList());
        model.addAttribute("next", page.next());
    }

    /** What the channel says; null, with the reason on the page, when it does not. */
    static <T> @Nullable T told(Said<T> said, Model model) {
        return switch (said) {
            case Said.Told<T>(T what) -> what;
            case Said.Refused<T>(String detail, _) -> {
                model.addAttribute("silent", detail);
                yield null;
            }
            case Said.Nothing<T> _ -> {
                model.addAttribute("silent", "");
                yield null;
            }
        };
    }

    /** A channel may know a directive that this desk, made anew itself, does not. */
    private @Nullable Directive directive(OneUnknown one) {
        try {
            return directives.outline(one.directive());
        } catch (ProblemException e) {
            return null;
        }
    }
}
