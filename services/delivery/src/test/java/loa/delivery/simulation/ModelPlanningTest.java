package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;

class ModelPlanningTest extends PlanningContract {
    @Override
    LedgerUnderTest open(Instant now, Duration longestSend) {
        return new ModelLedger(now, longestSend);
    }
}
