package loa.delivery.ledger.sql;

import loa.delivery.ledger.Ledger;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.DatabaseClock;

/** The ledger in a channel's schema. */
public final class SqlLedger {
    private SqlLedger() {}

    /**
     * All of it.
     *
     * @param provider the name that stands in attempts
     */
    public static Ledger of(Database database, String provider) {
        return new Ledger(new SqlClaims(database), new SqlSettlements(database, provider), new SqlReleases(database),
                new SqlRetries(database), new SqlInquiries(database), new DatabaseClock(database));
    }
}
