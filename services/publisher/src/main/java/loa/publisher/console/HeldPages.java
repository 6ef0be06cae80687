package loa.publisher.console;

import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.publisher.channel.ChannelDoors;
import loa.publisher.channel.HeldDirectives;
import loa.publisher.channel.HeldDirectives.Said;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directives;

/** What channels hold that have lost their records, and what an administrator decides about each. */
@Controller
class HeldPages {
    private static final String PAGE = "held-directives";
    private static final int LONGEST_REASON = 1_000;
    private static final List<String> ACTS = List.of("release", "drop");

    private final HeldDirectives held;
    private final Directives directives;

    HeldPages(HeldDirectives held, Directives directives) {
        this.held = held;
        this.directives = directives;
    }

    /** What one channel holds. */
    record ShownChannel(String code, boolean silent, List<ShownHeld> waiting, List<ShownHeld> decided) {}

    /** What was typed for which decision, and what is wrong with it. */
    record Attempt(String channel, String directive, String act, @Nullable String reason, boolean sure, String fault) {
        /** Whether it is the reason that was left out. */
        public boolean lacksReason() {
            return ComposeForm.clean(reason) == null;
        }

        /** Whether this is the form it was typed in. */
        public boolean isOf(String otherChannel, String otherDirective, String otherAct) {
            return channel.equals(otherChannel) && directive.equals(otherDirective) && act.equals(otherAct);
        }
    }

    @GetMapping("/held-directives")
    String list(Caller caller, Model model, @ModelAttribute("words") Words words) {
        PageRights.require(caller, Role.ADMINISTRATOR);
        fill(model, caller, null, words);
        return PAGE;
    }

    @PostMapping("/held-directives/{channel}/{directive}/{act}")
    String decide(Caller caller, @PathVariable String channel, @PathVariable String directive, @PathVariable String act,
            @RequestParam int revision, @RequestParam @Nullable String reason, @RequestParam @Nullable String sure, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        PageRights.require(caller, Role.ADMINISTRATOR);
        Channel of = channel(channel, act);
        DirectiveId id = DirectiveId.parse(directive);
        String why = ComposeForm.clean(reason);
        String fault = fault(why, sure, words);
        if (fault == null && why != null) {
            var decision = new HeldDirectives.Decision(revision, why, words.languageCode());
            fault = fault(held.decide(of, caller, id, act, decision), of, words);
        }
        if (fault == null) {
            redirect.addFlashAttribute("flash", "held.done." + act);
            return "redirect:/held-directives";
        }
        fill(model, caller, new Attempt(channel, id.toString(), act, reason, sure != null, fault), words);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return PAGE;
    }

    private static Channel channel(String code, String act) {
        if (!ACTS.contains(act)) {
            throw ProblemException.notFound(Wording.of("Không có việc này.", "There is no such act."));
        }
        return Arrays.stream(Channel.values()).filter(channel -> channel.code().equals(code)).findFirst()
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có kênh %s.", "There is no channel %s.", code)));
    }

    private static @Nullable String fault(@Nullable String reason, @Nullable String sure, Words words) {
        if (reason == null) {
            return words.text("fault.required.reason");
        }
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            return words.text("held.fault.long", LONGEST_REASON);
        }
        return sure == null ? words.text("held.fault.sure") : null;
    }

    private static @Nullable String fault(ChannelDoors.Answer answer, Channel channel, Words words) {
        return switch (answer) {
            case ChannelDoors.Answer.Given _ -> null;
            case ChannelDoors.Answer.Refused(int status, String detail, _) ->
                status == 409 ? words.text("held.fault.state") : detail.isEmpty() ? words.text("held.fault.refused") : detail;
            case ChannelDoors.Answer.Silent _ -> words.text("held.fault.silent", words.text("channel." + channel.code()));
        };
    }

    private void fill(Model model, Caller caller, @Nullable Attempt attempt, Words words) {
        List<ShownChannel> channels = Arrays.stream(Channel.values()).parallel().map(channel -> shown(channel, caller, words)).toList();
        model.addAttribute("channels", channels);
        model.addAttribute("attempt", attempt);
        model.addAttribute("acts", ACTS);
        model.addAttribute("nothing", channels.stream().allMatch(c -> !c.silent() && c.waiting().isEmpty()));
    }

    private ShownChannel shown(Channel channel, Caller caller, Words words) {
        return switch (held.ask(channel, caller)) {
            case Said.Nothing _ -> new ShownChannel(channel.code(), true, List.of(), List.of());
            case Said.Holds(List<HeldDirectives.Held> all) -> {
                List<ShownHeld> shown = all.stream().map(one -> ShownHeld.of(one, content(one.directive()), words)).toList();
                yield new ShownChannel(channel.code(), false, shown.stream().filter(ShownHeld::waits).toList(),
                        shown.stream().filter(one -> !one.waits()).toList());
            }
        };
    }

    /** A channel may know a directive that this desk, made anew itself, does not. */
    private @Nullable Content content(DirectiveId id) {
        try {
            return directives.outline(id).content();
        } catch (ProblemException e) {
            return null;
        }
    }
}
