package loa.publisher.console;

import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.contract.Role;
import loa.contract.Verification;
import loa.publisher.deadletter.DeadLetter;
import loa.publisher.deadletter.DeadLetterId;
import loa.publisher.deadletter.LetterFilter;
import loa.publisher.deadletter.Letters;
import loa.publisher.directive.ExpectedVersion;
import loa.publisher.directive.Reason;

/** Refused records: which there are, what they are, and what an administrator decides about each. */
@Controller
class LetterPages {
    private static final String LIMIT = "20";
    private static final String ALL = "all";
    private static final String ID = "/dead-letters/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final Letters letters;

    LetterPages(Letters letters) {
        this.letters = letters;
    }

    /** An act, which carries the version that was on the page. */
    @FunctionalInterface
    private interface Act {
        Letters.Opened take(DeadLetterId id, ExpectedVersion expected, @Nullable String typed);
    }

    /** What an act needs besides: the page to show when it is refused, and what was typed for it. */
    private record Attempt(String act, int version, @Nullable String typed, Model model, HttpServletResponse response, Words words) {}

    @GetMapping("/dead-letters")
    String list(Caller caller, @RequestParam @Nullable String topic, @RequestParam @Nullable String reason,
            @RequestParam(defaultValue = "open") String state, @RequestParam @Nullable String cursor, Model model,
            @ModelAttribute("words") Words words) {
        PageRights.require(caller, Role.ADMINISTRATOR);
        String wanted = ComposeForm.clean(state) == null ? "open" : state;
        LetterFilter filter = LetterFilter.read(topic, reason, wanted.equals(ALL) ? null : wanted);
        Listing<DeadLetter> found = letters.list(caller, filter, PageRequest.parse(LIMIT, cursor));
        model.addAttribute("letters", found.items().stream().map(letter -> ShownLetter.of(letter, words)).toList());
        model.addAttribute("next", found.next());
        model.addAttribute("cursor", ComposeForm.clean(cursor));
        model.addAttribute("topic", filter.topic());
        model.addAttribute("reason", filter.reason() == null ? null : filter.reason().code());
        model.addAttribute("state", wanted);
        model.addAttribute("topics", letters.topics(caller));
        model.addAttribute("reasons", Arrays.stream(Verification.Reason.values()).map(Verification.Reason::code).toList());
        model.addAttribute("states", List.of("open", "replayed", "discarded", ALL));
        return "dead-letters";
    }

    @GetMapping(ID)
    String show(Caller caller, @PathVariable String id, Model model, @ModelAttribute("words") Words words) {
        PageRights.require(caller, Role.ADMINISTRATOR);
        fill(model, letters.get(caller, DeadLetterId.parse(id)), words);
        return "dead-letter";
    }

    @PostMapping(ID + "/replay")
    String replay(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String reason, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        return take(caller, id, redirect, new Attempt("replay", version, reason, model, response, words),
                (letter, expected, typed) -> letters.replay(caller, letter, expected, Reason.of(typed)));
    }

    @PostMapping(ID + "/discard")
    String discard(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String reason, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        return take(caller, id, redirect, new Attempt("discard", version, reason, model, response, words),
                (letter, expected, typed) -> letters.discard(caller, letter, expected, Reason.of(typed)));
    }

    private String take(Caller caller, String id, RedirectAttributes redirect, Attempt attempt, Act act) {
        PageRights.require(caller, Role.ADMINISTRATOR);
        try {
            act.take(DeadLetterId.parse(id), ExpectedVersion.of(attempt.version()), ComposeForm.clean(attempt.typed()));
            redirect.addFlashAttribute("flash", "dead-letter.done." + attempt.act());
            return "redirect:/dead-letters/" + id;
        } catch (ProblemException e) {
            return refused(caller, id, e, attempt);
        }
    }

    private String refused(Caller caller, String id, ProblemException refusal, Attempt attempt) {
        Model model = attempt.model();
        Words words = attempt.words();
        fill(model, letters.get(caller, DeadLetterId.parse(id)), words);
        ProblemKind kind = refusal.problem().kind();
        boolean ofReason = refusal.problem().errors().stream().anyMatch(fault -> fault.pointer().equals("/reason"));
        model.addAttribute("refusal", kind == ProblemKind.STALE || kind == ProblemKind.WRONG_STATE
                ? words.text("dead-letter.stale")
                : ofReason
                        ? null
                        : refusal.problem().errors().stream().findFirst().map(fault -> words.text(fault.detail()))
                                .orElseGet(() -> words.text(refusal.problem().detail())));
        var faults = new FormFaults();
        refusal.problem().errors().stream().filter(fault -> fault.pointer().equals("/reason"))
                .forEach(fault -> faults.add(attempt.act() + "-reason", words.fault(fault, "reason")));
        model.addAttribute("faults", faults);
        model.addAttribute("openAct", attempt.act());
        model.addAttribute("typed", attempt.typed());
        attempt.response().setStatus(kind.status());
        return "dead-letter";
    }

    private static void fill(Model model, Letters.Opened opened, Words words) {
        model.addAttribute("l", ShownLetter.of(opened.letter(), words));
        model.addAttribute("record", opened.record());
        model.addAttribute("faults", new FormFaults());
    }
}
