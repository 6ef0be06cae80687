package loa.publisher.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Role;
import loa.publisher.area.AreaQuery;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.Directives;
import loa.publisher.directive.FilterReader;
import loa.publisher.progress.ProgressReader;

/** The list of directives. */
@Controller
class ListPages {
    private static final String LIMIT = "20";
    private static final int MOST_MATCHES = 12;
    private static final List<String> TABS = List.of("all", "submitted", "approved", "issued", "draft", "returned");

    private final Directives directives;
    private final ProgressReader progress;
    private final AreaNames names;
    private final ComposeModel compose;

    ListPages(Directives directives, ProgressReader progress, AreaNames names, ComposeModel compose) {
        this.directives = directives;
        this.progress = progress;
        this.names = names;
        this.compose = compose;
    }

    @GetMapping("/directives")
    String list(Caller caller, @RequestParam @Nullable String state, @RequestParam @Nullable String bulletinClass,
            @RequestParam @Nullable String area, @RequestParam @Nullable String exercise, @RequestParam @Nullable String cursor,
            Model model, @ModelAttribute("words") Words words) {
        ShownFilter filter = filter(state, bulletinClass, ComposeForm.clean(exercise), ComposeForm.clean(area));
        boolean undecided = filter.area() != null && filter.meant() == null;
        Listing<Directive> found = undecided
                ? new Listing<>(List.of(), null)
                : directives.list(FilterReader.read(state, bulletinClass, filter.areaCode(), null, null, filter.exercise()),
                        PageRequest.parse(LIMIT, cursor));
        model.addAttribute("filter", filter);
        model.addAttribute("entries", listed(found.items(), words));
        model.addAttribute("next", found.next());
        model.addAttribute("cursor", ComposeForm.clean(cursor));
        model.addAttribute("states", DirectiveState.CODES);
        model.addAttribute("tabs", TABS);
        model.addAttribute("classes", Arrays.stream(BulletinClass.values()).map(BulletinClass::code).toList());
        model.addAttribute("channelsOff", compose.channelsOff());
        model.addAttribute("mayDraft", Rights.has(caller, Role.DRAFTER));
        return "directives";
    }

    /** An area is named by its code or by as much of its name as only it has; a name that is said in full means just that. */
    private ShownFilter filter(@Nullable String state, @Nullable String bulletinClass, @Nullable String exercise,
            @Nullable String area) {
        List<ShownArea> matches = area == null ? List.of() : matches(area);
        boolean one = matches.size() == 1;
        return new ShownFilter(ComposeForm.clean(state), ComposeForm.clean(bulletinClass), exercise, area, one ? matches.getFirst() : null,
                one ? List.of() : matches);
    }

    private List<ShownArea> matches(String area) {
        if (AreaCode.isWellFormed(area)) {
            return names.show(List.of(new AreaCode(area)), names.today()).stream().filter(ShownArea::known).toList();
        }
        var query = new AreaQuery(null, area, null, names.today());
        List<ShownArea> found = names.search(query, new PageRequest(MOST_MATCHES, null)).items();
        List<ShownArea> exact = found.stream().filter(a -> a.name().equalsIgnoreCase(area)).toList();
        return exact.isEmpty() ? found : exact;
    }

    private List<ListedDirective> listed(List<Directive> found, Words words) {
        Set<AreaCode> codes = found.stream().flatMap(d -> d.content().areas().stream().limit(ListedDirective.FIRST_AREAS))
                .collect(Collectors.toSet());
        Map<AreaCode, ShownArea> shown = names.show(codes, names.today()).stream()
                .collect(Collectors.toMap(area -> new AreaCode(area.code()), Function.identity()));
        return found.stream().map(d -> ListedDirective.of(d, shown, tally(d, words), words)).toList();
    }

    private @Nullable Tally tally(Directive directive, Words words) {
        return directive.state().issuedAt() == null && !directive.isOpenAmendment() ? null : Tally.of(progress.read(directive.id()), words);
    }
}
