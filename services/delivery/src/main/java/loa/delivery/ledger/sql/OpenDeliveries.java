package loa.delivery.ledger.sql;

import java.sql.SQLException;

import loa.contract.BulletinClass;
import loa.delivery.RecipientId;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.postgres.Row;

/** Reads {@link OpenDelivery} from the answer to a statement. */
final class OpenDeliveries {
    /** The columns that {@link #read} needs, of the tables that statements call {@code d} (the ledger) and {@code w} (its work record). */
    static final String COLUMNS = Placed.COLUMNS + ", d.recipient, w.lane, d.attempts, coalesce(d.checks, 0) as checks, w.claimed_at";

    static OpenDelivery read(Row row) throws SQLException {
        Placed placed = Placed.read(row);
        return new OpenDelivery(placed.id(), placed.revision(), new RecipientId(row.uuid("recipient")), placed.area(),
                BulletinClass.ofCode(row.text("lane")), row.integer("attempts"), row.integer("checks"), row.instant("claimed_at"));
    }

    private OpenDeliveries() {}
}
