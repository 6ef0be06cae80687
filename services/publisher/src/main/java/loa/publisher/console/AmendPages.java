package loa.publisher.console;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.contract.Bulletin;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.publisher.directive.AmendForm;
import loa.publisher.directive.Amending;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.Directives;
import loa.publisher.directive.ExpectedVersion;
import loa.publisher.directive.Reason;

/** Where amendments begin and end: the compose page with what is in force in its fields, and the reason. */
@Controller
class AmendPages {
    private static final String PAGE = "compose";

    private final Directives directives;
    private final Amending amending;
    private final ComposePages compose;
    private final ComposeModel page;

    AmendPages(Directives directives, Amending amending, ComposePages compose, ComposeModel page) {
        this.directives = directives;
        this.amending = amending;
        this.compose = compose;
        this.page = page;
    }

    @GetMapping(ComposePages.ID + "/amend")
    String blank(Caller caller, @PathVariable String id, Model model) {
        PageRights.require(caller, Role.DRAFTER);
        Directive inForce = directives.get(DirectiveId.parse(id));
        if (!(inForce.state() instanceof DirectiveState.Issued)) {
            throw ProblemException.wrongState(inForce.state().code());
        }
        page.fill(model, ComposeForm.amending(inForce.content()), new FormFaults());
        page.fillAmending(model, inForce, inForce.version(), null);
        return PAGE;
    }

    @PostMapping(ComposePages.ID + "/amend")
    String amend(Caller caller, @PathVariable String id, ComposeForm form, @RequestParam int version, @RequestParam @Nullable String reason,
            @RequestParam(defaultValue = "save") String act, RedirectAttributes redirect, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        DirectiveId directive = DirectiveId.parse(id);
        Directive current = directives.get(directive);
        List<Bulletin> others = current.content().bulletins().stream().filter(b -> !b.language().equals("vi")).toList();
        try {
            var amendment = AmendForm.of(ComposeForm.clean(reason), form.toDraft(others));
            return compose.next(caller, amending.amend(caller, directive, ExpectedVersion.of(version), amendment), act, redirect);
        } catch (ProblemException e) {
            if (e.problem().kind() == ProblemKind.WRONG_STATE) {
                throw e;
            }
            boolean stale = e.problem().kind() == ProblemKind.STALE;
            compose.again(e.problem(), form, act, model, request, response);
            page.fillAmending(model, current, stale ? current.version() : version, reason);
            if (stale) {
                page.fillStale(model, current.history().getLast(), request);
            }
            return PAGE;
        }
    }

    @PostMapping(ComposePages.ID + "/discard-amendment")
    String discard(Caller caller, @PathVariable String id, @RequestParam int version, @RequestParam @Nullable String reason,
            RedirectAttributes redirect) {
        amending.discard(caller, DirectiveId.parse(id), ExpectedVersion.of(version), Reason.of(ComposeForm.clean(reason)));
        redirect.addFlashAttribute("flash", "act.done.discard");
        return "redirect:/directives/" + id;
    }
}
