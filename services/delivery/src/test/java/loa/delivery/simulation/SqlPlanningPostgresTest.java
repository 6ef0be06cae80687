package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;

class SqlPlanningPostgresTest extends PlanningContract {
    @Override
    LedgerUnderTest open(Instant now, Duration longestSend) {
        return new SqlLedgerUnderTest(now, longestSend);
    }
}
