package loa.publisher.console;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Role;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directives;
import loa.publisher.progress.UnknownReports;

/** Deliveries of which the provider could not tell what became: where there are some, and which. */
@Controller
class UnknownPages {
    static final String ONE = "/unknown-deliveries/{channel:sms|push|loudspeaker}"
            + "/{directive:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
    /** Of those who may settle; the channel asks again, and shows each his own area. */
    static final Role[] ROLES = {Role.APPROVER, Role.ADMINISTRATOR};
    private static final String LIMIT = "20";

    private final UnknownReports reports;
    private final Directives directives;
    private final UnknownScreen screen;

    UnknownPages(UnknownReports reports, Directives directives, UnknownScreen screen) {
        this.reports = reports;
        this.directives = directives;
        this.screen = screen;
    }

    /** Those of one directive on one channel. */
    record ShownLine(String directive, String channel, String title, @Nullable String bulletinClass, boolean exercise, String unknown,
            ShownTime expires, ShownTime asOf) {}

    @GetMapping("/unknown-deliveries")
    String list(Caller caller, @RequestParam(defaultValue = "open") String state, @RequestParam @Nullable String channel,
            @RequestParam(name = "class") @Nullable String bulletinClass, @RequestParam @Nullable String directive,
            @RequestParam @Nullable String cursor, Model model, @ModelAttribute("words") Words words) {
        PageRights.require(caller, ROLES);
        var filter = new UnknownReports.Filter(!state.equals("expired"), bulletinClass(bulletinClass), channel(channel),
                ComposeForm.clean(directive));
        Listing<UnknownReports.Line> found = reports.list(caller.area(), filter, PageRequest.parse(LIMIT, cursor));
        model.addAttribute("lines", found.items().stream().map(line -> shown(line, words)).toList());
        model.addAttribute("next", found.next());
        model.addAttribute("cursor", ComposeForm.clean(cursor));
        model.addAttribute("state", filter.open() ? "open" : "expired");
        model.addAttribute("states", List.of("open", "expired"));
        model.addAttribute("channel", filter.channel() == null ? null : filter.channel().code());
        model.addAttribute("bulletinClass", filter.bulletinClass() == null ? null : filter.bulletinClass().code());
        model.addAttribute("directive", filter.text());
        model.addAttribute("filtered", filter.channel() != null || filter.bulletinClass() != null || filter.text() != null);
        model.addAttribute("channels", Arrays.stream(Channel.values()).map(Channel::code).toList());
        model.addAttribute("classes", Arrays.stream(BulletinClass.values()).map(BulletinClass::code).toList());
        return "unknown-deliveries";
    }

    @GetMapping(ONE)
    String show(Caller caller, @PathVariable String channel, @PathVariable String directive, @RequestParam @Nullable String reason,
            @RequestParam @Nullable String older, @RequestParam @Nullable String cursor, Model model,
            @ModelAttribute("words") Words words) {
        PageRights.require(caller, ROLES);
        screen.fill(model, caller, OneUnknown.of(channel, directive, reason, older), cursor, UnknownScreen.Typed.NOTHING, words);
        return "unknown-delivery";
    }

    private ShownLine shown(UnknownReports.Line line, Words words) {
        Content content = directives.outline(line.directive()).content();
        String title = DirectiveTitle.of(content);
        return new ShownLine(line.directive().toString(), line.channel().code(), title == null ? words.text("directives.untitled") : title,
                content.bulletinClass() == null ? null : content.bulletinClass().code(), content.exercise(), words.number(line.unknown()),
                words.shortTime(line.expires()), words.exactTime(line.asOf()));
    }

    private static @Nullable BulletinClass bulletinClass(@Nullable String code) {
        return Arrays.stream(BulletinClass.values()).filter(each -> each.code().equals(code)).findFirst().orElse(null);
    }

    private static @Nullable Channel channel(@Nullable String code) {
        return Arrays.stream(Channel.values()).filter(each -> each.code().equals(code)).findFirst().orElse(null);
    }
}
