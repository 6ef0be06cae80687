package loa.delivery.boot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Role;
import loa.delivery.Decisions;
import loa.delivery.Decisions.Verdict;
import loa.delivery.DeliveryId;

/** Where a person says what became of deliveries that nobody else can settle, in each channel service under its own name. */
@RestController
@Tag(name = "Deliveries")
final class SettleController {
    private static final Logger LOG = LoggerFactory.getLogger(SettleController.class);
    private static final int MOST = 500;
    private static final int LONGEST_REASON = 1_000;

    private final Decisions decisions;
    private final AreaScope scope;

    SettleController(Decisions decisions, AreaScope scope) {
        this.decisions = decisions;
        this.scope = scope;
    }

    /** Unknown deliveries of one directive, and what is to become of them. */
    @Schema(name = "SettleUnknown")
    record SettleRequest(
            @Schema(description = "1 to 500, of one directive.", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable String> deliveries,
            @Schema(allowableValues = {
                    "accepted", "send-again"}, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String as,
            @Schema(minLength = 1, maxLength = LONGEST_REASON, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param settled   how many were moved
     * @param unchanged how many the same person had decided so before
     */
    @Schema(name = "Settled")
    record Settled(int settled, int unchanged) {}

    @Operation(summary = "Settles unknown deliveries", description = "All of them, or none when one cannot be: 422 names each. send-again sends at once"
            + " unless the directive has expired or was withdrawn. The same again changes nothing. Role: approver or administrator.")
    @PostMapping("/api/v1/${spring.application.name}/deliveries:settle")
    Settled settle(Caller caller, @RequestBody SettleRequest request) {
        Rights.require(caller, Role.APPROVER, Role.ADMINISTRATOR);
        List<FieldFault> faults = new ArrayList<>();
        List<DeliveryId> deliveries = deliveries(request.deliveries(), faults);
        Optional<Verdict> verdict = verdict(request.as(), faults);
        String reason = reason(request.reason(), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        var decision = new Decisions.Decision(verdict.orElseThrow(), reason, caller.holder(), caller.name());
        return switch (decisions.settle(deliveries, decision, area -> scope.covers(caller, area))) {
            case Decisions.Result.Refused refused ->
                throw ProblemException.invalid(refused.faults().stream().map(SettleController::fault).toList());
            case Decisions.Result.Done done -> {
                LOG.atInfo().addKeyValue("holder", caller.holder()).addKeyValue("as", decision.verdict().code())
                        .addKeyValue("deliveries", done.settled()).log("Unknown deliveries were settled by a person");
                yield new Settled(done.settled(), done.unchanged());
            }
        };
    }

    private static List<DeliveryId> deliveries(@Nullable List<@Nullable String> texts, List<FieldFault> faults) {
        if (texts == null || texts.isEmpty() || texts.size() > MOST) {
            faults.add(new FieldFault("/deliveries", texts == null ? "required" : "invalid-length",
                    Wording.of("Cần 1 đến %d lượt gửi.", "1 to %d deliveries are needed.", MOST)));
            return List.of();
        }
        List<DeliveryId> ids = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = String.valueOf(texts.get(i));
            try {
                ids.add(new DeliveryId(UUID.fromString(text)));
            } catch (IllegalArgumentException e) {
                faults.add(noneSuch(i, text));
            }
            if (!seen.add(text)) {
                faults.add(new FieldFault("/deliveries/" + i, "duplicate",
                        Wording.of("Lượt gửi %s có hai lần.", "The delivery %s is there twice.", text)));
            }
        }
        return ids;
    }

    private static Optional<Verdict> verdict(@Nullable String code, List<FieldFault> faults) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.code().equals(code)) {
                return Optional.of(verdict);
            }
        }
        faults.add(new FieldFault("/as", code == null ? "required" : "unknown-value",
                Wording.of("as phải là accepted hoặc send-again.", "as must be accepted or send-again.")));
        return Optional.empty();
    }

    private static String reason(@Nullable String typed, List<FieldFault> faults) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            faults.add(new FieldFault("/reason", typed == null ? "required" : "invalid-length",
                    Wording.of("Cần lý do dài 1 đến %d ký tự.", "A reason of 1 to %d characters is needed.", LONGEST_REASON)));
        }
        return text;
    }

    private static FieldFault noneSuch(int place, String text) {
        return new FieldFault("/deliveries/" + place, "unknown-delivery",
                Wording.of("Không có lượt gửi %s.", "There is no delivery %s.", text));
    }

    private static FieldFault fault(Decisions.Fault fault) {
        String at = "/deliveries/" + fault.place();
        String id = fault.delivery().toString();
        return switch (fault.why()) {
            // Whoever may not see it does not learn that it exists.
            case NONE_SUCH, OUT_OF_SCOPE -> noneSuch(fault.place(), id);
            case OTHER_DIRECTIVE -> new FieldFault(at, "another-directive",
                    Wording.of("Lượt gửi %s thuộc chỉ đạo khác.", "The delivery %s belongs to another directive.", id));
            case NOT_UNKNOWN -> new FieldFault(at, "already-settled",
                    Wording.of("Lượt gửi %s không còn ở trạng thái chưa rõ.", "The delivery %s is not unknown any more.", id));
            case EXPIRED -> new FieldFault(at, "expired",
                    Wording.of("Không gửi lại lượt %s: chỉ đạo đã hết hiệu lực.",
                            "The delivery %s is not sent again: its directive has expired.", id));
            case WITHDRAWN -> new FieldFault(at, "withdrawn",
                    Wording.of("Không gửi lại lượt %s: chỉ đạo đã bị hủy hoặc được sửa đổi.",
                            "The delivery %s is not sent again: its directive was cancelled or amended.", id));
        };
    }
}
