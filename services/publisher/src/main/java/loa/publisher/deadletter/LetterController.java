package loa.publisher.deadletter;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.Language;
import loa.publisher.directive.ExpectedVersion;
import loa.publisher.directive.Reason;

/** Dead letters over HTTP. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "Dead letters")
class LetterController {
    private static final String ID = "/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final Letters letters;

    LetterController(Letters letters) {
        this.letters = letters;
    }

    /** Why; a replay need not say. */
    @Schema(name = "DeadLetterReason")
    record ReasonBody(@Schema(minLength = 1, maxLength = Reason.LONGEST) @Nullable String reason) {}

    @Operation(summary = "Refused records, those taken last first", description = "In whatever state unless told. Role: administrator.")
    @GetMapping
    Listing<LetterView> list(Caller caller, @RequestParam @Nullable String topic, @RequestParam @Nullable String reason,
            @Parameter(schema = @Schema(allowableValues = {"open", "replayed", "discarded"})) @RequestParam @Nullable String state,
            PageRequest page, HttpServletRequest request) {
        Language language = Language.of(request);
        return letters.list(caller, LetterFilter.read(topic, reason, state), page).map(letter -> LetterView.inList(letter, language));
    }

    @Operation(summary = "A refused record", description = "With its headers and an outline of its value, never its texts. Role: administrator.")
    @GetMapping(ID)
    ResponseEntity<LetterView> get(Caller caller, @PathVariable String id, HttpServletRequest request) {
        return answer(letters.get(caller, DeadLetterId.parse(id)), request);
    }

    @Operation(summary = "Puts the record onto its topic again", description = "Key, value and headers as they were before it was refused. What is refused again is another letter, linked to this one. Role: administrator.")
    @PostMapping(ID + ":replay")
    ResponseEntity<LetterView> replay(Caller caller, @PathVariable String id, @RequestBody(required = false) @Nullable ReasonBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        Reason reason = body == null || body.reason() == null ? null : Reason.of(body.reason());
        return answer(letters.replay(caller, DeadLetterId.parse(id), ExpectedVersion.ofHeader(ifMatch), reason), request);
    }

    @Operation(summary = "Notes that nobody will act upon the record", description = "It stays to be seen. Role: administrator.")
    @PostMapping(ID + ":discard")
    ResponseEntity<LetterView> discard(Caller caller, @PathVariable String id, @RequestBody ReasonBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return answer(letters.discard(caller, DeadLetterId.parse(id), ExpectedVersion.ofHeader(ifMatch), Reason.of(body.reason())),
                request);
    }

    private static ResponseEntity<LetterView> answer(Letters.Opened opened, HttpServletRequest request) {
        return ResponseEntity.ok().eTag("\"" + opened.letter().version() + "\"").body(LetterView.of(opened, Language.of(request)));
    }
}
