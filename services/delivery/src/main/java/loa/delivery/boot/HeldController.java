package loa.delivery.boot;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;
import loa.delivery.Revision;
import loa.delivery.held.HeldDirectives;

/** Held directives over HTTP, in each channel service under its own name. */
@RestController
@RequestMapping("/api/v1/${spring.application.name}/held-directives")
@Tag(name = "Held directives")
final class HeldController {
    private static final String ID = "/{directive:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
    private static final int LONGEST = 1_000;

    private final HeldDirectives held;

    HeldController(HeldDirectives held) {
        this.held = held;
    }

    /** Which revision was seen, and why it is decided so. */
    @Schema(name = "HeldDecisionRequest")
    record DecisionRequest(@Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "1") @Nullable Integer revision,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = LONGEST) @Nullable String reason) {}

    private record Decision(int revision, String reason) {}

    @Operation(summary = "Directives that this channel holds for a person", description = "An empty schema cannot know whom its predecessor has reached. Those drafted last first; all that ever were held with ?state=all. Role: administrator.")
    @GetMapping
    Listing<HeldView> list(Caller caller,
            @Parameter(schema = @Schema(allowableValues = {"held",
                    "all"}, defaultValue = "held")) @RequestParam(required = false) @Nullable String state,
            PageRequest page) {
        if (state != null && !state.isEmpty() && !state.equals("held") && !state.equals("all")) {
            throw ProblemException.invalid("?state", "unknown-state",
                    Wording.of("Không có trạng thái %s.", "There is no state %s.", state));
        }
        return held.list(caller, !"all".equals(state), page).map(HeldView::of);
    }

    @Operation(summary = "Lets a held directive be sent", description = "It is planned like a new one: whoever may have got it before gets it again. Role: administrator.")
    @PostMapping(ID + ":release")
    HeldView release(Caller caller, @PathVariable String directive, @RequestBody DecisionRequest request) {
        Decision decision = read(request);
        return HeldView.of(held.release(caller, new Revision(DirectiveId.parse(directive), decision.revision()), decision.reason()));
    }

    @Operation(summary = "Ends a held directive on this channel", description = "Nobody is planned: its audience is none, and it is settled. Role: administrator.")
    @PostMapping(ID + ":drop")
    HeldView drop(Caller caller, @PathVariable String directive, @RequestBody DecisionRequest request) {
        Decision decision = read(request);
        return HeldView.of(held.drop(caller, new Revision(DirectiveId.parse(directive), decision.revision()), decision.reason()));
    }

    private static Decision read(DecisionRequest request) {
        List<FieldFault> faults = new ArrayList<>();
        Integer revision = request.revision();
        if (revision == null || revision < 1) {
            faults.add(new FieldFault("/revision", revision == null ? "required" : "out-of-range",
                    Wording.of("Cần số của lần ban hành đã xem.", "The number of the revision that was seen is needed.")));
        }
        String reason = request.reason() == null ? "" : Normalizer.normalize(request.reason(), Normalizer.Form.NFC).strip();
        if (reason.isEmpty()) {
            faults.add(new FieldFault("/reason", "required", Wording.of("Cần nêu lý do.", "A reason is needed.")));
        } else if (reason.codePointCount(0, reason.length()) > LONGEST) {
            faults.add(new FieldFault("/reason", "too-long",
                    Wording.of("Nhiều nhất %d ký tự.", "At most %d characters.", LONGEST)));
        } else if (reason.indexOf('\0') >= 0) {
            faults.add(new FieldFault("/reason", "invalid-character",
                    Wording.of("Có ký tự không dùng được.", "There is a character that cannot be used.")));
        }
        if (revision == null || !faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new Decision(revision, reason);
    }
}
