package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import loa.contract.BulletinClass;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Inquiries;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Standing;

/** {@link Inquiries} over the model. */
final class ModelInquiries implements Inquiries {
    private final ModelSchema schema;
    private final Calls calls;

    ModelInquiries(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    private record Due(ModelRow row, Standing.Unknown unknown, Instant at) {}

    @Override
    public List<OpenDelivery> take(BulletinClass lane, Instant now, Duration lease, int limit) {
        return calls.make("take unknown", () -> {
            if (!schema.hasAny(DeliveryState.UNKNOWN)) {
                return List.of();
            }
            List<Due> due = schema.rows.values().stream().filter(row -> row.lane == lane).flatMap(ModelInquiries::due)
                    .filter(d -> !d.at().isAfter(now)).sorted(Comparator.comparing(Due::at)).limit(limit).toList();
            due.forEach(d -> schema.move(d.row(), d.unknown().askUntil(now.plus(lease))));
            return due.stream().map(d -> d.row().open()).toList();
        });
    }

    private static Stream<Due> due(ModelRow row) {
        return row.standing() instanceof Standing.Unknown u && u.askAt() != null
                ? Stream.of(new Due(row, u, Objects.requireNonNull(u.askAt())))
                : Stream.empty();
    }

    @Override
    public void write(OpenDelivery delivery, Finding finding, Instant now) {
        calls.run("write finding", () -> schema.row(delivery.id()).filter(row -> row.attempts == delivery.attempt()).ifPresent(row -> {
            if (row.standing() instanceof Standing.Unknown unknown) {
                move(row, unknown, finding);
            }
        }));
    }

    private void move(ModelRow row, Standing.Unknown unknown, Finding finding) {
        switch (finding) {
            case Finding.Accepted accepted -> {
                row.reference = accepted.reference() == null ? row.reference : accepted.reference();
                schema.move(row, unknown.found());
            }
            case Finding.SendAgain again -> schema.move(row,
                    unknown.sendAgain(again.at(), again.maybeSent() && !schema.has(Mutation.MAYBE_SENT_IS_FORGOTTEN)));
            case Finding.StillUnknown still when still.checks() > 0 && schema.has(Mutation.NOT_FOUND_IS_BELIEVED_AT_ONCE) ->
                schema.move(row, unknown.sendAgain(Objects.requireNonNullElse(still.askAt(), row.claimedAt), false));
            case Finding.StillUnknown still -> schema.move(row, unknown.keep(still.checks(), still.askAt()));
        }
    }
}
