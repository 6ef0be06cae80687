package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.ledger.Claims;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;

import static loa.delivery.ledger.sql.LedgerFixture.EAST;
import static loa.delivery.ledger.sql.LedgerFixture.WEST;
import static loa.delivery.ledger.sql.LedgerFixture.claimed;
import static loa.delivery.ledger.sql.LedgerFixture.ids;
import static loa.delivery.ledger.sql.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

/** A record is claimed once, as it was planned, and only where sending is allowed. */
class LedgerClaimsPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aRecordIsClaimedOnceWhoeverTriesHoweverOften() throws Exception {
        WorkRecord record = ledger.planned(0, 400);
        List<Integer> owners = List.of(ledger.owner, ledger.instance(), ledger.instance(), ledger.instance());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> claimed = owners.stream().map(o -> threads.submit(() -> ledger.claim(record, o).size())).toList();
            int all = 0;
            for (Future<Integer> number : claimed) {
                all += number.get();
            }
            assertThat(all).isEqualTo(400);
        }
        assertThat(ledger.claim(record, ledger.owner)).isEmpty();
    }

    @Test
    void whoCountsAsDeadClaimsNothing() {
        WorkRecord record = ledger.planned(0, 10);

        assertThat(ledger.claims.claim(request(record, Set.of()), 4711, ledger.now)).isEqualTo(new Claims.Result.OwnerDead());
    }

    @Test
    void aRecordWithOthersThanWerePlannedClaimsNothing() {
        WorkRecord planned = ledger.planned(0, 10);
        WorkRecord forged = new WorkRecord(ledger.revision, 0, List.of(new WorkRecord.Run(EAST, ids(10))));

        assertThat(ledger.claims.claim(request(forged, Set.of()), ledger.owner, ledger.now)).isEqualTo(new Claims.Result.NotPlanned(true));
        assertThat(ledger.claims.claim(request(new WorkRecord(ledger.revision, 9, planned.runs()), Set.of()), ledger.owner, ledger.now))
                .isEqualTo(new Claims.Result.NotPlanned(false));
    }

    @Test
    void theHaltedPartOfARecordStaysPlanned() {
        WorkRecord record = ledger.planned(0, 10);

        assertThat(claimed(ledger.claims.claim(request(record, Set.of(WEST)), ledger.owner, ledger.now))).hasSize(5);
        assertThat(ledger.schema.number("select count(*) as number from work_record where state = 'parked'")).isEqualTo(1);
        assertThat(new SqlWorkRecords(ledger.schema.database()).reopenParked(List.of(EAST, WEST), ledger.now, 10)).isEmpty();
        assertThat(new SqlWorkRecords(ledger.schema.database()).reopenParked(List.of(EAST), ledger.now, 10)).hasSize(1);

        assertThat(claimed(ledger.claims.claim(request(record, Set.of()), ledger.owner, ledger.now))).hasSize(5);
        assertThat(ledger.schema.number("select count(*) as number from work_record where state = 'done'")).isEqualTo(1);
    }

    @Test
    void whatWasPutBackIsPlannedAgain() {
        WorkRecord record = ledger.planned(0, 10);
        List<DeliveryId> ids = new ArrayList<>(ledger.claim(record, ledger.owner));

        new SqlReleases(ledger.schema.database()).putBack(ids.subList(0, 4), ledger.owner, ledger.now);

        assertThat(ledger.tally("sending")).isEqualTo(6);
        new SqlWorkRecords(ledger.schema.database()).reopenParked(List.of(), ledger.now, 10);
        assertThat(ledger.claim(record, ledger.owner)).hasSize(4);
    }

    @Test
    void someoneFoundTwiceIsCountedOnce() {
        List<RecipientId> both = ids(3);
        WorkRecord first = ledger.plan(new WorkRecord(ledger.revision, 0, List.of(new WorkRecord.Run(EAST, both))));
        WorkRecord second = ledger.plan(new WorkRecord(ledger.revision, 1, List.of(new WorkRecord.Run(WEST, both.subList(0, 2)))));

        assertThat(ledger.claim(first, ledger.owner)).hasSize(3);
        assertThat(ledger.claim(second, ledger.owner)).isEmpty();

        assertThat(ledger.tally("audience")).isEqualTo(3);
    }
}
