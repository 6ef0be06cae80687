package loa.delivery.ledger.sql;

import java.sql.SQLException;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.postgres.Row;
import loa.delivery.work.WorkRecord;

/** A delivery as a statement on the ledger answers it: which one, and where it is counted. */
record Placed(DeliveryId id, Revision revision, int seq, AreaCode area) {
    /** The columns that {@link #read} needs, of the table that statements on the ledger call {@code d}. */
    static final String COLUMNS = "d.id, d.directive, d.revision, d.seq, d.area";

    static Placed read(Row row) throws SQLException {
        return new Placed(new DeliveryId(row.uuid("id")), new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                row.integer("seq"), new AreaCode(row.text("area")));
    }

    Tally.Place place() {
        return Tally.Place.of(revision, WorkRecord.shardOf(seq), area);
    }
}
