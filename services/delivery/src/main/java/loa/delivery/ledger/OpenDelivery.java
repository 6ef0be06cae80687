package loa.delivery.ledger;

import java.sql.SQLException;
import java.time.Instant;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.postgres.Row;

/** A delivery that is taken up again: to be sent once more, or to be asked about. */
public record OpenDelivery(DeliveryId id, Revision revision, RecipientId recipient, AreaCode area, BulletinClass lane, int attempt,
        int checks, Instant claimedAt) {
    static final String COLUMNS = "d.id, d.directive, d.revision, d.recipient, d.area, d.lane, d.attempts, d.checks, d.claimed_at";

    static OpenDelivery read(Row row) throws SQLException {
        return new OpenDelivery(new DeliveryId(row.uuid("id")),
                new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                new RecipientId(row.uuid("recipient")), new AreaCode(row.text("area")), BulletinClass.ofCode(row.text("lane")),
                row.integer("attempts"), row.integer("checks"), row.instant("claimed_at"));
    }
}
