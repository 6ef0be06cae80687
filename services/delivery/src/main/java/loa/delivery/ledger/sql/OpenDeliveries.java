package loa.delivery.ledger.sql;

import java.sql.SQLException;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.postgres.Row;

/** Reads {@link OpenDelivery} from the answer to a statement. */
final class OpenDeliveries {
    /** The columns that {@link #read} needs, of the table that statements on the ledger call {@code d}. */
    static final String COLUMNS = "d.id, d.directive, d.revision, d.recipient, d.area, d.lane, d.attempts, d.checks, d.claimed_at";

    static OpenDelivery read(Row row) throws SQLException {
        return new OpenDelivery(new DeliveryId(row.uuid("id")),
                new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                new RecipientId(row.uuid("recipient")), new AreaCode(row.text("area")), BulletinClass.ofCode(row.text("lane")),
                row.integer("attempts"), row.integer("checks"), row.instant("claimed_at"));
    }

    private OpenDeliveries() {}
}
