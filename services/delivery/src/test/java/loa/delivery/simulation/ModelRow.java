package loa.delivery.simulation;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Standing;

/** A row of the ledger. */
final class ModelRow {
    final DeliveryId id;
    final Revision revision;
    final int seq;
    final RecipientId recipient;
    final AreaCode area;
    final BulletinClass lane;
    final Instant claimedAt;
    int owner;
    int attempts;
    @Nullable
    String reference;
    private Standing standing;

    ModelRow(DeliveryId id, ModelWork work, RecipientId recipient, AreaCode area, Instant claimedAt, Standing standing) {
        this.id = id;
        this.revision = work.record.revision();
        this.seq = work.record.seq();
        this.lane = work.lane;
        this.recipient = recipient;
        this.area = area;
        this.claimedAt = claimedAt;
        this.standing = standing;
        note(standing);
    }

    Standing standing() {
        return standing;
    }

    /** What stands in the row besides the state outlives it. */
    void note(Standing next) {
        standing = next;
        if (next instanceof Standing.Open open) {
            attempts = open.attempts();
        }
        if (next instanceof Standing.Sending sending) {
            owner = sending.owner();
        }
    }

    DeliveryState state() {
        return standing.state().orElseThrow();
    }

    Optional<Standing.Sending> sendingBy(int who) {
        return standing instanceof Standing.Sending s && s.owner() == who ? Optional.of(s) : Optional.empty();
    }

    OpenDelivery open() {
        int checks = standing instanceof Standing.Unknown u ? u.checks() : 0;
        return new OpenDelivery(id, revision, recipient, area, lane, attempts, checks, claimedAt);
    }
}
