package loa.publisher.console;

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
import loa.api.problem.ProblemKind;
import loa.contract.DirectiveId;
import loa.publisher.directive.Approval;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.ExpectedVersion;
import loa.publisher.directive.Issuing;
import loa.publisher.directive.Reason;

/**
 * One directive, and the steps that people take with it. Each step carries the version that was on the page, so that nobody decides on
 * what he has not seen.
 */
@Controller
class DirectivePages {
    private static final String PAGE = "directive";

    private final Approval approval;
    private final Issuing issuing;
    private final DirectiveModel page;

    DirectivePages(Approval approval, Issuing issuing, DirectiveModel page) {
        this.approval = approval;
        this.issuing = issuing;
        this.page = page;
    }

    /** A step, which answers what the directive has become. */
    @FunctionalInterface
    private interface Step {
        Directive take(DirectiveId id, ExpectedVersion expected);
    }

    /** What a step needs besides: the page to show when it is refused, and what was typed for it. */
    private record Attempt(String act, @Nullable String typed, Model model, HttpServletResponse response, Words words) {}

    @GetMapping(ComposePages.ID)
    String show(Caller caller, @PathVariable String id, @RequestParam @Nullable Integer revision, Model model,
            @ModelAttribute("words") Words words) {
        if (revision == null) {
            page.fill(model, DirectiveId.parse(id), caller, words);
        } else {
            page.fill(model, DirectiveId.parse(id), revision, caller, words);
        }
        return PAGE;
    }

    @PostMapping(ComposePages.ID + "/submit")
    String submit(Caller caller, @PathVariable String id, @RequestParam int version, Model model, HttpServletResponse response,
            RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        try {
            approval.submit(caller, DirectiveId.parse(id), ExpectedVersion.of(version));
            redirect.addFlashAttribute("flash", "act.done.submit");
            return "redirect:/directives/" + id;
        } catch (ProblemException e) {
            if (e.problem().kind() == ProblemKind.INVALID_FIELD) {
                redirect.addFlashAttribute(ComposePages.REFUSED, e.problem());
                return "redirect:/directives/" + id + "/edit";
            }
            return refused(caller, id, e, new Attempt("submit", null, model, response, words));
        }
    }

    @PostMapping(ComposePages.ID + "/approve")
    String approve(Caller caller, @PathVariable String id, @RequestParam int version, Model model, HttpServletResponse response,
            RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        return take(caller, id, version, redirect, new Attempt("approve", null, model, response, words),
                (directive, expected) -> approval.approve(caller, directive, expected));
    }

    @PostMapping(ComposePages.ID + "/return")
    String giveBack(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String reason, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        return take(caller, id, version, redirect, new Attempt("return", reason, model, response, words),
                (directive, expected) -> approval.giveBack(caller, directive, expected, Reason.of(ComposeForm.clean(reason))));
    }

    @PostMapping(ComposePages.ID + "/cancel")
    String cancel(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String reason, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        return take(caller, id, version, redirect, new Attempt("cancel", reason, model, response, words),
                (directive, expected) -> issuing.cancel(caller, directive, expected, Reason.of(ComposeForm.clean(reason))));
    }

    @PostMapping(ComposePages.ID + "/issue")
    String issue(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String confirm, Model model,
            HttpServletResponse response, RedirectAttributes redirect, @ModelAttribute("words") Words words) {
        var attempt = new Attempt("issue", confirm, model, response, words);
        if (!page.confirms(DirectiveId.parse(id), caller, confirm, words)) {
            page.fill(model, DirectiveId.parse(id), caller, words);
            model.addAttribute("confirmFault", true);
            model.addAttribute("typed", confirm);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return PAGE;
        }
        return take(caller, id, version, redirect, attempt, (directive, expected) -> issuing.issue(caller, directive, expected));
    }

    private String take(Caller caller, String id, int version, RedirectAttributes redirect, Attempt attempt, Step step) {
        try {
            Directive directive = step.take(DirectiveId.parse(id), ExpectedVersion.of(version));
            boolean scheduled = directive.state() instanceof DirectiveState.Scheduled;
            redirect.addFlashAttribute("flash", "act.done." + (scheduled ? "schedule" : attempt.act()));
            boolean issued = attempt.act().equals("issue") && !scheduled;
            return "redirect:/directives/" + id + (issued ? "/progress" : "");
        } catch (ProblemException e) {
            return refused(caller, id, e, attempt);
        }
    }

    private String refused(Caller caller, String id, ProblemException refusal, Attempt attempt) {
        page.fill(attempt.model(), DirectiveId.parse(id), caller, attempt.words());
        page.fillRefusal(attempt.model(), refusal.problem(), attempt.words());
        attempt.model().addAttribute("openAct", attempt.act());
        attempt.model().addAttribute("typed", attempt.typed());
        attempt.response().setStatus(refusal.problem().kind().status());
        return PAGE;
    }
}
