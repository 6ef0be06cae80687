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
    /** The columns that {@link #read} needs, of the tables that statements call {@code d} (the ledger) and {@code w} (its work record). */
    static final String COLUMNS = "d.id, w.directive, w.revision, w.seq, area_of(d.slot, w.areas, w.run_ends) as area";

    /** Joins a delivery's work record by its primary key. */
    static final String OF_RECORD = "w.revision_key = d.revision_key and w.seq = d.slot >> 9";

    static Placed read(Row row) throws SQLException {
        return new Placed(new DeliveryId(row.uuid("id")), new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                row.integer("seq"), new AreaCode(row.text("area")));
    }

    Tally.Place place() {
        return Tally.Place.of(revision, WorkRecord.shardOf(seq), area);
    }
}
