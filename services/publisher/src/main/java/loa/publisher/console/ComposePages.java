package loa.publisher.console;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import loa.api.access.Caller;
import loa.api.problem.Problem;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.contract.Bulletin;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.publisher.directive.Approval;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.Directives;
import loa.publisher.directive.Drafting;
import loa.publisher.directive.ExpectedVersion;

/** Where directives are written. A fault leaves everything on the page as it was typed. */
@Controller
class ComposePages {
    static final String ID = "/directives/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
    /** What submission refused, on the way from the page that was left to the one that shows it. */
    static final String REFUSED = "refused";
    private static final String PAGE = "compose";
    private static final String SUBMIT = "submit";

    private final Directives directives;
    private final Drafting drafting;
    private final Approval approval;
    private final ComposeModel page;

    ComposePages(Directives directives, Drafting drafting, Approval approval, ComposeModel page) {
        this.directives = directives;
        this.drafting = drafting;
        this.approval = approval;
        this.page = page;
    }

    @GetMapping("/directives/new")
    String blank(Caller caller, Model model) {
        PageRights.require(caller, Role.DRAFTER);
        page.fill(model, ComposeForm.empty(), new FormFaults());
        return PAGE;
    }

    @GetMapping(ID + "/edit")
    String edit(Caller caller, @PathVariable String id, Model model, HttpServletRequest request) {
        PageRights.require(caller, Role.DRAFTER);
        Directive directive = directives.get(DirectiveId.parse(id));
        if (!(directive.state() instanceof DirectiveState.Changeable)) {
            throw ProblemException.wrongState(directive.state().code());
        }
        ComposeForm form = ComposeForm.of(directive.content());
        FormFaults faults = model.getAttribute(REFUSED) instanceof Problem refused
                ? page.faults(refused, form.channels(), codes(directive), request)
                : new FormFaults();
        page.fill(model, form, faults);
        page.fillStored(model, directive, directive.version());
        model.addAttribute("saved", true);
        return PAGE;
    }

    @PostMapping("/directives")
    String create(Caller caller, ComposeForm form, @RequestParam(defaultValue = "save") String act, RedirectAttributes redirect,
            Model model, HttpServletRequest request, HttpServletResponse response) {
        try {
            return next(caller, drafting.draft(caller, form.toDraft(List.of())), act, redirect);
        } catch (ProblemException e) {
            again(e.problem(), form, act, model, request, response);
            return PAGE;
        }
    }

    @PostMapping(ID + "/edit")
    String change(Caller caller, @PathVariable String id, ComposeForm form, @RequestParam int version,
            @RequestParam(defaultValue = "save") String act, RedirectAttributes redirect, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        DirectiveId directive = DirectiveId.parse(id);
        try {
            List<Bulletin> others = others(directives.get(directive));
            return next(caller, drafting.change(caller, directive, ExpectedVersion.of(version), form.toDraft(others)), act, redirect);
        } catch (ProblemException e) {
            Directive newest = directives.get(directive);
            boolean stale = e.problem().kind() == ProblemKind.STALE;
            again(e.problem(), form, act, model, request, response);
            page.fillStored(model, newest, stale ? newest.version() : version);
            if (stale) {
                page.fillStale(model, newest.history().getLast(), request);
            }
            return PAGE;
        }
    }

    /** The page once more, with all that was typed and all that is wrong with it. */
    void again(Problem problem, ComposeForm form, String act, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        FormFaults faults = page.faults(problem, form.channels(), form.bulletinChannels(), request);
        if (SUBMIT.equals(act) && !faults.isEmpty()) {
            page.noteMissing(form, faults, request);
        }
        page.fill(model, form, faults);
        if (faults.isEmpty() && problem.kind() != ProblemKind.STALE) {
            model.addAttribute("refusal", page.words(request).text(problem.detail()));
        }
        response.setStatus(problem.kind().status());
    }

    /** Stored: stay with the draft, or lay it before an approver at once. */
    String next(Caller caller, Directive stored, String act, RedirectAttributes redirect) {
        if (!SUBMIT.equals(act)) {
            redirect.addFlashAttribute("flash", "compose.saved");
            return "redirect:/directives/" + stored.id() + "/edit";
        }
        try {
            approval.submit(caller, stored.id(), ExpectedVersion.of(stored.version()));
            redirect.addFlashAttribute("flash", "compose.submitted");
            return "redirect:/directives/" + stored.id();
        } catch (ProblemException e) {
            redirect.addFlashAttribute(REFUSED, e.problem());
            return "redirect:/directives/" + stored.id() + "/edit";
        }
    }

    /** The channels of its bulletins in the order in which faults count them. */
    private static List<String> codes(Directive directive) {
        return directive.content().bulletins().stream().map(bulletin -> bulletin.channel().code()).toList();
    }

    private static List<Bulletin> others(Directive directive) {
        return directive.content().bulletins().stream().filter(bulletin -> !bulletin.language().equals("vi")).toList();
    }
}
