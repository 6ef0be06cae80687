package loa.publisher.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.publisher.channel.UnknownDeliveries;
import loa.publisher.channel.UnknownDeliveries.Decision;
import loa.publisher.channel.UnknownDeliveries.Group;
import loa.publisher.channel.UnknownDeliveries.Query;
import loa.publisher.channel.UnknownSettling;
import loa.publisher.channel.UnknownSettling.SoFar;
import loa.publisher.channel.UnknownSettling.Step;
import loa.publisher.console.UnknownScreen.Typed;

/**
 * Where a person settles unknown deliveries: he chooses, reads what it comes to, confirms. What takes longer than a moment goes on page by
 * page, each of which says how far it has come.
 */
@Controller
class UnknownSettlePages {
    private static final int LONGEST_REASON = 1_000;
    private static final Set<String> VERDICTS = Set.of("accepted", "send-again");
    private static final Duration AT_A_TIME = Duration.ofMillis(700);

    private final UnknownScreen screen;
    private final UnknownDeliveries unknown;
    private final UnknownSettling settling;
    private final Clock clock;

    UnknownSettlePages(UnknownScreen screen, UnknownDeliveries unknown, UnknownSettling settling, Clock clock) {
        this.screen = screen;
        this.unknown = unknown;
        this.settling = settling;
        this.clock = clock;
    }

    /**
     * The form as it was sent, by its fields' names.
     *
     * @param delivery those whose boxes were checked
     * @param all      whether all that the filter leaves are meant instead
     * @param until    from the confirmation on: only those whose attempt began before that
     * @param count    from the confirmation on: how many the person was told
     */
    record Form(@Nullable List<String> delivery, @Nullable Boolean all, @Nullable String as, @Nullable String why,
            @Nullable String reason, @Nullable String older, @Nullable String page, @Nullable String until, @Nullable Long count) {
        public List<String> deliveries() {
            return delivery == null ? List.of() : delivery.stream().distinct().toList();
        }

        public boolean meansAll() {
            return Boolean.TRUE.equals(all);
        }

        Typed typed() {
            return new Typed(deliveries(), meansAll(), as, why);
        }
    }

    @PostMapping(UnknownPages.ONE + "/confirm")
    String confirm(Caller caller, @PathVariable String channel, @PathVariable String directive, Form form, Model model,
            HttpServletResponse response, @ModelAttribute("words") Words words) {
        PageRights.require(caller, UnknownPages.ROLES);
        OneUnknown one = OneUnknown.of(channel, directive, form.reason(), form.older());
        FormFaults faults = faults(form, words);
        if (!faults.isEmpty()) {
            return again(model, caller, one, form, faults, response, words);
        }
        screen.head(model, one, words);
        OffsetDateTime until = before(one);
        long count = form.deliveries().size();
        long asked = 0;
        if (form.meansAll()) {
            List<Group> groups = UnknownScreen.told(unknown.groups(caller, query(one, until), words.languageCode()), model);
            if (groups == null) {
                return again(model, caller, one, form, faults, response, words);
            }
            UnknownScreen.Sum sum = UnknownScreen.Sum.of(groups);
            count = sum.count();
            asked = sum.asked();
        }
        model.addAttribute("form", form);
        model.addAttribute("asked", asked);
        model.addAttribute("count", count);
        model.addAttribute("until", until.toString());
        return "unknown-confirm";
    }

    @PostMapping(UnknownPages.ONE + "/settle")
    String settle(Caller caller, @PathVariable String channel, @PathVariable String directive, Form form,
            @RequestParam(defaultValue = "0") long done, @RequestParam(defaultValue = "0") long moved,
            @RequestParam(defaultValue = "0") long barred, @RequestParam @Nullable String cursor, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        PageRights.require(caller, UnknownPages.ROLES);
        OneUnknown one = OneUnknown.of(channel, directive, form.reason(), form.older());
        FormFaults faults = faults(form, words);
        if (!faults.isEmpty()) {
            return again(model, caller, one, form, faults, response, words);
        }
        var soFar = new SoFar(done, moved, barred, ComposeForm.clean(cursor), false);
        return switch (step(caller, one, form, soFar, words)) {
            case Step.Gone(SoFar now) when now.over() -> told(one, now, form, words, null, redirect);
            case Step.Gone(SoFar now) -> {
                screen.head(model, one, words);
                model.addAttribute("form", form);
                model.addAttribute("soFar", now);
                yield "unknown-progress";
            }
            case Step.Refused(SoFar now, String detail) -> told(one, now, form, words, detail, redirect);
            case Step.Silent(SoFar now) ->
                told(one, now, form, words, words.text("unknown.fault.silent", words.text("channel." + channel)), redirect);
        };
    }

    private Step step(Caller caller, OneUnknown one, Form form, SoFar soFar, Words words) {
        var decision = new Decision(String.valueOf(form.as()), String.valueOf(ComposeForm.clean(form.why())), words.languageCode());
        OffsetDateTime until = form.until() == null ? before(one) : time(form.until());
        return form.meansAll()
                ? settling.all(caller, query(one, until), decision, soFar, AT_A_TIME)
                : settling.these(caller, query(one, until), form.deliveries(), decision);
    }

    /** The list once more, with what came of it; a fault is told there too, since some may be done. */
    private static String told(OneUnknown one, SoFar now, Form form, Words words, @Nullable String fault, RedirectAttributes redirect) {
        List<String> sentences = new ArrayList<>();
        if (now.done() > 0 || fault == null) {
            sentences.add(words.text("unknown.done." + form.as(), words.number(now.done())));
        }
        if (now.moved() > 0) {
            sentences.add(words.text("unknown.moved", words.number(now.moved())));
        }
        if (now.barred() > 0) {
            sentences.add(words.text("unknown.barred", words.number(now.barred())));
        }
        redirect.addFlashAttribute("told", sentences);
        redirect.addFlashAttribute("toldFault", fault);
        return "redirect:" + one.path();
    }

    private String again(Model model, Caller caller, OneUnknown one, Form form, FormFaults faults, HttpServletResponse response,
            Words words) {
        model.addAttribute("faults", faults);
        screen.fill(model, caller, one, form.page(), form.typed(), words);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return "unknown-delivery";
    }

    private static FormFaults faults(Form form, Words words) {
        var faults = new FormFaults();
        if (!form.meansAll() && (form.deliveries().isEmpty() || form.deliveries().size() > UnknownDeliveries.MOST)) {
            faults.add("which", words.text("unknown.fault.which"));
        }
        if (form.as() == null || !VERDICTS.contains(form.as())) {
            faults.add("as", words.text("unknown.fault.as"));
        }
        String why = ComposeForm.clean(form.why());
        if (why == null) {
            faults.add("why", words.text("fault.required.reason"));
        } else if (why.length() > LONGEST_REASON) {
            faults.add("why", words.text("held.fault.long", LONGEST_REASON));
        }
        return faults;
    }

    private static OffsetDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.unreadable(Wording.of("Thời điểm không đọc được.", "The time cannot be read."));
        }
    }

    /** What becomes unknown after the person has looked is not what he decides about. */
    private OffsetDateTime before(OneUnknown one) {
        OffsetDateTime before = one.query(clock).before();
        return before == null ? OffsetDateTime.now(clock) : before;
    }

    private static Query query(OneUnknown one, OffsetDateTime until) {
        return new Query(one.channel(), one.directive(), one.reason(), until);
    }
}
