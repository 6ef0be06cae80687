package loa.publisher.console;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import loa.api.access.Caller;
import loa.api.problem.Problem;
import loa.api.problem.ProblemKind;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.publisher.area.Areas;
import loa.publisher.directive.Directive;
import loa.publisher.directive.Directives;

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
        Directive directive = directives.get(id);
        LocalDate day = day(directive);
        List<ShownArea> shown = names.show(directive.content().areas(), day);
        int covered = areas.covered(directive.content().areas(), day).size();
        model.addAttribute("d", ShownDirective.of(directive, shown, covered, isAhead(directive), words));
        model.addAttribute("acts", Acts.of(directive, caller, shown, words));
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
