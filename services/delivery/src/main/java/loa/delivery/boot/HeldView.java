package loa.delivery.boot;

import java.time.OffsetDateTime;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.delivery.held.HeldDecision;
import loa.delivery.held.HeldDirective;

/**
 * A held directive as JSON.
 *
 * @param heldSince when the empty schema took it
 * @param decision  null: nobody has decided
 */
@Schema(name = "HeldDirective")
record HeldView(DirectiveId directive, int revision,
        @Schema(allowableValues = {
                "held", "released", "dropped", "ended"}) String state,
        BulletinClass bulletinClass, boolean exercise,
        String issuingBody, List<AreaCode> areas, OffsetDateTime issuedAt, OffsetDateTime expires, OffsetDateTime heldSince,
        @Nullable DecisionView decision) {
    /** Who decided what and why. */
    @Schema(name = "HeldDecision")
    record DecisionView(@Schema(allowableValues = {"released", "dropped"}) String act, String by, OffsetDateTime at, String reason) {}

    static HeldView of(HeldDirective held) {
        IssuedDirective content = held.content();
        HeldDecision decision = held.decision();
        return new HeldView(content.directive(), content.revision(), held.standing().code(), content.bulletinClass(), content.exercise(),
                content.issuingBody(), content.areas(), content.issuedAt(), content.expires(), held.heldSince(),
                decision == null
                        ? null
                        : new DecisionView(decision.act().code(), decision.name(), decision.at(), decision.reason()));
    }
}
