package loa.publisher.directive;

import java.net.URI;
import java.util.function.Supplier;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.Language;
import loa.contract.DirectiveId;

/** Directives over HTTP: what they say. */
@RestController
@RequestMapping("/api/v1/directives")
@Tag(name = "Directives")
class DirectiveController {
    /** Anything else is no directive, and an act that does not exist is not found rather than not allowed. */
    static final String ID = "/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final Directives directives;
    private final Drafting drafting;

    DirectiveController(Directives directives, Drafting drafting) {
        this.directives = directives;
        this.drafting = drafting;
    }

    @Operation(summary = "Drafts a directive", description = "It may be incomplete; what is there must be well-formed. Role: drafter.")
    @PostMapping
    ResponseEntity<DirectiveView> draft(Caller caller, @RequestBody DraftForm form, HttpServletRequest request) {
        Directive directive = drafting.draft(caller, form);
        return ResponseEntity.created(URI.create("/api/v1/directives/" + directive.id())).eTag(etag(directive))
                .body(DirectiveView.of(directive, Language.of(request)));
    }

    @Operation(summary = "A directive", description = "Unless told, the revision that is worked on: an open amendment, else the newest that was"
            + " not discarded.")
    @GetMapping(ID)
    ResponseEntity<DirectiveView> get(Caller caller, @PathVariable String id, @RequestParam @Nullable Integer revision,
            HttpServletRequest request) {
        return answer(request, () -> directives.get(DirectiveId.parse(id), revision));
    }

    @Operation(summary = "All revisions of a directive, the newest first", description = "Without history and without the text of the source.")
    @GetMapping(ID + "/revisions")
    Listing<DirectiveView> revisions(Caller caller, @PathVariable String id, HttpServletRequest request) {
        Language language = Language.of(request);
        return Listing.whole(directives.revisions(DirectiveId.parse(id)))
                .map(directive -> DirectiveView.inList(directive, language));
    }

    @Operation(summary = "Directives, those drafted last first", description = "Without history and without the text of the source. With"
            + " state=issued the revision in force, else the one that is worked on.")
    @GetMapping
    Listing<DirectiveView> list(Caller caller, @RequestParam @Nullable String state, @RequestParam @Nullable String bulletinClass,
            @RequestParam @Nullable String area, @RequestParam @Nullable String from, @RequestParam @Nullable String to,
            @RequestParam @Nullable String exercise, PageRequest page,
            HttpServletRequest request) {
        Language language = Language.of(request);
        return directives.list(FilterReader.read(state, bulletinClass, area, from, to, exercise), page)
                .map(directive -> DirectiveView.inList(directive, language));
    }

    @Operation(summary = "Changes what a directive says", description = "Needs If-Match. What was submitted or approved falls back to draft. Role: drafter.")
    @PutMapping(ID)
    ResponseEntity<DirectiveView> change(Caller caller, @PathVariable String id, @RequestBody DraftForm form,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return answer(request, () -> drafting.change(caller, DirectiveId.parse(id), ExpectedVersion.ofHeader(ifMatch), form));
    }

    static ResponseEntity<DirectiveView> answer(HttpServletRequest request, Supplier<Directive> act) {
        Directive directive = act.get();
        return ResponseEntity.ok().eTag(etag(directive)).body(DirectiveView.of(directive, Language.of(request)));
    }

    private static String etag(Directive directive) {
        return "\"" + directive.version() + "\"";
    }
}
