package loa.delivery.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;
import loa.delivery.ledger.Standing;

/** {@link Settlements} over the model: which answer moves what. */
final class ModelSettlements implements Settlements {
    private final ModelSchema schema;
    private final Calls calls;

    ModelSettlements(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public void write(Collection<Settlement> settlements, Instant now) {
        calls.run("settle", () -> settlements.forEach(s -> schema.row(s.id()).ifPresent(row -> settle(row, s, now))));
    }

    private void settle(ModelRow row, Settlement s, Instant now) {
        Optional<Standing> next = next(row, s, now);
        next.ifPresent(standing -> {
            row.reference = s.reference();
            schema.move(row, standing);
        });
        if (next.isEmpty() && row.standing() instanceof Standing.Accepted && s.state() == DeliveryState.ACCEPTED && row.reference == null
                && row.attempts == s.attempt()) {
            row.reference = s.reference();
        }
    }

    /** Where the settlement leads; nowhere when it comes too late. */
    private Optional<Standing> next(ModelRow row, Settlement s, Instant now) {
        boolean sameAttempt = row.attempts == s.attempt();
        return switch (row.standing()) {
            case Standing.Sending sending when sameAttempt && (sending.owner() == s.owner() || schema.has(Mutation.SETTLE_IGNORES_OWNER)) ->
                Optional.of(s.at() == null
                        ? sending.endUnsent(s.state())
                        : sending.answer(s.state(), isAskedAtOnce(s) ? now : s.nextAt(now)));
            case Standing.Unknown unknown when sameAttempt && isOfProvider(s) -> Optional.of(unknown.answer(s.state(), s.nextAt(now)));
            case Standing.Open open when row.attempts >= s.attempt() && s.state() == DeliveryState.ACCEPTED
                    && !isForeign(open, sameAttempt) ->
                Optional.of(open.acceptEarlier());
            case Standing.Settled _ when schema.has(Mutation.SETTLE_OVERWRITES_WHAT_IS_SETTLED) && s.at() != null ->
                Optional.of(new Standing.Sending(row.attempts, row.owner, false).answer(s.state(), s.nextAt(now)));
            case Standing _ -> Optional.empty();
        };
    }

    private boolean isAskedAtOnce(Settlement s) {
        return s.state() == DeliveryState.UNKNOWN && schema.has(Mutation.LOST_ANSWER_IS_ASKED_ABOUT_AT_ONCE);
    }

    /** An answer to the present attempt of somebody else cannot be. */
    private static boolean isForeign(Standing.Open open, boolean sameAttempt) {
        return open instanceof Standing.Sending && sameAttempt;
    }

    private static boolean isOfProvider(Settlement s) {
        return switch (s.state()) {
            case ACCEPTED, REFUSED, GONE, DEFERRED -> s.at() != null;
            case SENDING, UNKNOWN, EXPIRED, CANCELLED -> false;
        };
    }
}
