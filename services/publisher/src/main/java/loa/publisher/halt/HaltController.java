package loa.publisher.halt;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.publisher.directive.Channels;
import loa.publisher.directive.Reason;

/** Halts over HTTP. */
@RestController
@RequestMapping("/api/v1/halts")
@Tag(name = "Halts")
class HaltController {
    private final Halts halts;

    HaltController(Halts halts) {
        this.halts = halts;
    }

    /** What is to be halted, where and why. */
    @Schema(name = "HaltRequest")
    record HaltBody(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String area,
            @Schema(description = "All unless told.", allowableValues = {"sms", "push",
                    "loudspeaker"}) @Nullable List<@Nullable String> channels,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = Reason.LONGEST) @Nullable String reason) {}

    @Operation(summary = "Halts an area and all below it", description = "Roles: approver, operator for his area.")
    @PostMapping
    ResponseEntity<Halt> halt(Caller caller, @RequestBody HaltBody body) {
        List<FieldFault> faults = new ArrayList<>();
        String area = body.area() == null ? "" : body.area();
        if (!AreaCode.isWellFormed(area)) {
            faults.add(new FieldFault("/area", "unknown-area", Wording.of("Không có địa bàn %s.", "There is no area %s.", area)));
        }
        Optional<Reason> reason = Reason.read(body.reason(), faults);
        Set<Channel> channels = channels(body.channels(), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        Halt halt = halts.halt(caller, new AreaCode(area), channels, reason.orElseThrow());
        return ResponseEntity.created(URI.create("/api/v1/halts/" + halt.area())).body(halt);
    }

    @Operation(summary = "The halts in force, newest first")
    @GetMapping
    Listing<Halt> list(Caller caller, PageRequest page) {
        return halts.list(page);
    }

    @Operation(summary = "Ends a halt", description = "What was halted goes on unless it has expired. Roles: approver, operator for his area.")
    @DeleteMapping("/{area}")
    ResponseEntity<Void> resume(Caller caller, @PathVariable String area) {
        if (!AreaCode.isWellFormed(area)) {
            throw ProblemException.notFound(Wording.of("Không có địa bàn %s.", "There is no area %s.", area));
        }
        halts.resume(caller, new AreaCode(area));
        return ResponseEntity.noContent().build();
    }

    private static Set<Channel> channels(@Nullable List<@Nullable String> codes, List<FieldFault> faults) {
        if (codes == null) {
            return EnumSet.allOf(Channel.class);
        }
        if (codes.isEmpty()) {
            faults.add(new FieldFault("/channels", "required", Wording.of("Cần ít nhất một kênh; không nêu kênh nào: cả ba.",
                    "At least one channel is needed; all three are meant when the field is left out.")));
        }
        return Channels.read(codes, faults);
    }
}
