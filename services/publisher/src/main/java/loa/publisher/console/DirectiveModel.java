package loa.publisher.console;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import loa.api.access.Caller;
import loa.api.problem.Problem;
import loa.api.problem.ProblemKind;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.publisher.area.Areas;
import loa.publisher.console.ShownDirective.ShownAmendment;
import loa.publisher.console.ShownDirective.ShownRevision;
import loa.publisher.directive.Difference;
import loa.publisher.directive.Directive;
import loa.publisher.directive.Directives;
import loa.publisher.directive.Lineage;

/** What the page of one directive shows. */
@Component
final class DirectiveModel {
    private final Directives directives;
    private final AreaNames names;
    private final Areas areas;
    private final Clock clock;

    DirectiveModel(Directives directives, AreaNames names, Areas areas, Clock clock) {
        this.directives = directives;
        this.names = names;
        this.areas = areas;
        this.clock = clock;
    }

    /** The directive as it is now, and what this person can do with it. */
    void fill(Model model, DirectiveId id, Caller caller, Words words) {
        fill(model, directives.get(id), true, caller, words);
    }

    /** A revision, with which nothing can be done when it is no longer the one that is worked on. */
    void fill(Model model, DirectiveId id, int revision, Caller caller, Words words) {
        fill(model, directives.get(id, revision), directives.get(id).revision() == revision, caller, words);
    }

    private void fill(Model model, Directive directive, boolean current, Caller caller, Words words) {
        LocalDate day = day(directive);
        List<ShownArea> shown = names.show(directive.content().areas(), day);
        int covered = areas.covered(directive.content().areas(), day).size();
        var around = new ShownDirective.Around(covered, isAhead(directive), amendment(directive, words), revisions(directive, words));
        model.addAttribute("d", ShownDirective.of(directive, shown, around, words));
        model.addAttribute("current", current);
        model.addAttribute("acts", current ? Acts.of(directive, caller, shown, words) : Acts.NONE);
    }

    private @Nullable ShownAmendment amendment(Directive directive, Words words) {
        Lineage.Amendment amendment = directive.lineage().amendment();
        if (amendment == null) {
            return null;
        }
        List<Difference> changes = Difference.between(Objects.requireNonNull(amendment.before()), directive.content());
        return new ShownAmendment(amendment.replaces(), amendment.reason(), directive.isOpenAmendment(),
                ShownChange.of(changes, names, words));
    }

    private List<ShownRevision> revisions(Directive directive, Words words) {
        List<Directive> all = directives.revisions(directive.id());
        return all.size() == 1 ? List.of() : all.stream().map(r -> ShownRevision.of(r, directive.revision(), words)).toList();
    }

    /** The day on which its areas have their names. */
    private LocalDate day(Directive directive) {
        OffsetDateTime effective = directive.content().effective();
        return effective != null && isAhead(directive) ? effective.withOffsetSameInstant(LoaJson.OFFSET).toLocalDate() : names.today();
    }

    private boolean isAhead(Directive directive) {
        OffsetDateTime effective = directive.content().effective();
        return effective != null && effective.toInstant().isAfter(clock.instant());
    }

    /** Why an act was refused. */
    void fillRefusal(Model model, Problem problem, Words words) {
        model.addAttribute("refusal", problem.kind() == ProblemKind.STALE ? words.text("act.stale") : words.text(problem.detail()));
        model.addAttribute("refusalFaults",
                problem.errors().stream().map(fault -> words.fault(fault, fault.pointer().substring(1))).toList());
    }

    /** Whether somebody typed what the page asks for; case, blanks and commas do not matter. */
    boolean confirms(DirectiveId id, Caller caller, @Nullable String typed, Words words) {
        Directive directive = directives.get(id);
        String asked = Acts.of(directive, caller, names.show(directive.content().areas(), day(directive)), words).confirm();
        return asked == null || plain(asked).equals(plain(typed == null ? "" : typed));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s,]+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
