package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;

import static loa.delivery.lane.LaneFixture.EAST;
import static org.assertj.core.api.Assertions.assertThat;

class SettlerPostgresTest {
    private final LaneFixture lane = new LaneFixture(Duration.ofHours(1));

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void oneThatTheLedgerRefusesIsWrittenWithoutItsTextsAndTheOthersAsTheyAre() throws InterruptedException {
        lane.channel.with(9, EAST);
        lane.hand(lane.directive());
        lane.claimer.step();
        List<DeliveryId> ids = lane.schema.database()
                .inTransaction(session -> session.sql("select id from delivery").list(row -> new DeliveryId(row.uuid("id"))));
        for (int i = 0; i < 9; i++) {
            String detail = i == 4 ? "a text with \0 in it" : null;
            lane.settler.end(new Kind(LaneFixture.LANE, false), new Ending.Settle(refused(ids.get(i), detail)), () -> {
            });
        }

        lane.settler.step();

        assertThat(lane.deliveries("state = 'refused'")).isEqualTo(8);
        assertThat(lane.deliveries("state = 'unknown' and reason like '%unwritable' and id = '" + ids.get(4) + "'")).isEqualTo(1);
        assertThat(lane.tally("refused")).isEqualTo(8);
        assertThat(lane.tally("unknown")).isEqualTo(1);
    }

    /** Nobody knew of the first attempt any more, and it was sent again; both answers come in the same moment, the later one first. */
    @Test
    void twoAnswersOfOneDeliveryInOneBatchAreBothWritten() throws InterruptedException {
        lane.channel.with(1, EAST);
        lane.hand(lane.directive());
        lane.claimer.step();
        lane.schema.change("update delivery set attempts = 2, maybe_sent = true");
        DeliveryId id = lane.schema.database().inTransaction(session -> session.sql("select id from delivery")
                .first(row -> new DeliveryId(row.uuid("id"))).orElseThrow());
        lane.settler.end(new Kind(LaneFixture.LANE, false), new Ending.Settle(new Settlement(id, 2, lane.liveness.number(),
                DeliveryState.ACCEPTED, null, null, "SM2", 1L, Instant.now(), 5, null)), () -> {
                });
        lane.settler.end(new Kind(LaneFixture.LANE, false), new Ending.Settle(new Settlement(id, 1, lane.liveness.number(),
                DeliveryState.UNKNOWN, "loa:lost", null, null, null, Instant.now(), 5, Duration.ZERO)), () -> {
                });

        lane.settler.step();

        assertThat(lane.deliveries("state = 'accepted'")).isEqualTo(1);
        assertThat(lane.tally("accepted")).isEqualTo(1);
    }

    private Settlement refused(DeliveryId id, @Nullable String detail) {
        return new Settlement(id, 1, lane.liveness.number(), DeliveryState.REFUSED, "fake:21211", detail, null, null, Instant.now(), 5,
                null);
    }
}
