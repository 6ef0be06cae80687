package loa.delivery.ledger.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.Decisions;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Retries;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first directive of a month writes into partitions of which PostgreSQL has no statistics and takes them to be empty: a plan that reads
 * a whole revision for each of its deliveries then looks as good as any. Each look must read about as many rows as it moves.
 */
class FreshMonthPostgresTest {
    private static final int RECORDS = 60;
    private static final int SIZE = 50;
    private static final int SOME = 100;

    private final LedgerFixture ledger = new LedgerFixture();
    private final int mortal = ledger.instance();
    private final List<DeliveryId> ours = new ArrayList<>();
    private final List<DeliveryId> orphans = new ArrayList<>();

    FreshMonthPostgresTest() {
        for (int seq = 0; seq < RECORDS; seq++) {
            boolean dies = seq % 2 == 0;
            (dies ? orphans : ours).addAll(ledger.claim(ledger.planned(seq, SIZE), dies ? mortal : ledger.owner));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aBurial() {
        assertThat(read(() -> ledger.takeover.buryOneself(mortal, ledger.now))).isLessThan(10L * RECORDS * SIZE);

        assertThat(ledger.tally("unknown")).isEqualTo(orphans.size());
    }

    @Test
    void retriesAndWhatIsPutBackOfThem() {
        ledger.settlements.write(ours.stream().map(id -> ledger.settlement(id, 1, DeliveryState.DEFERRED, "fake:busy")).toList(),
                ledger.now);
        Retries retries = new SqlRetries(ledger.schema.database());
        List<OpenDelivery> taken = new ArrayList<>();

        assertThat(read(() -> taken.addAll(retries.take(LedgerFixture.LANE, List.of(), ledger.owner, ledger.now.plusSeconds(60), SOME))))
                .isLessThan(40L * SOME + ours.size());
        assertThat(taken).hasSize(SOME);
        assertThat(read(() -> ledger.releases.putBack(taken.stream().map(OpenDelivery::id).toList(), ledger.owner, ledger.now)))
                .isLessThan(40L * SOME);
        assertThat(read(() -> ledger.releases.putBackStray(LedgerFixture.LANE, List.of(), ledger.owner, ledger.now)))
                .isLessThan(10L * RECORDS * SIZE);
    }

    @Test
    void questionsAndPeoplesAnswers() {
        ledger.settlements.write(ours.stream().map(id -> ledger.settlement(id, 1, DeliveryState.UNKNOWN, "fake:timeout")).toList(),
                ledger.now);
        SqlInquiries inquiries = new SqlInquiries(ledger.schema.database());
        List<OpenDelivery> taken = new ArrayList<>();

        assertThat(read(() -> taken.addAll(inquiries.take(LedgerFixture.LANE, ledger.now.plusSeconds(60), Duration.ofMinutes(1), SOME))))
                .isLessThan(40L * SOME + ours.size());
        assertThat(taken).hasSize(SOME);
        var person = new Decisions.Decision(Decisions.Verdict.ACCEPTED, "gọi hỏi", "approver", "Người duyệt");
        List<DeliveryId> asked = taken.stream().map(OpenDelivery::id).toList();
        assertThat(read(() -> new SqlDecisions(ledger.schema.database(), Clock.systemUTC()).settle(asked, person, area -> true)))
                .isLessThan(80L * SOME);
        assertThat(ledger.tally("accepted")).isEqualTo(SOME);
    }

    @Test
    void ends() {
        ledger.settlements.write(ours.stream().map(id -> ledger.settlement(id, 1, DeliveryState.DEFERRED, "fake:busy")).toList(),
                ledger.now);
        SqlEndings endings = new SqlEndings(ledger.schema.database());
        Instant later = ledger.now.plus(Duration.ofHours(2));

        assertThat(read(() -> assertThat(endings.expire(Instant.EPOCH, later, SOME)).isEqualTo(SOME))).isLessThan(40L * SOME + ours.size());
        ledger.schema.change("insert into withdrawal (directive, revision, cause, reason, acknowledged_at) values ('"
                + ledger.revision.directive() + "', 1, 'cancelled', 'vì thế', now())");
        assertThat(read(() -> assertThat(endings.cancel(Instant.EPOCH, later, SOME)).isEqualTo(SOME))).isLessThan(40L * SOME + ours.size());
    }

    @Test
    void whatPeopleLookAt() {
        LedgerReader reader = new LedgerReader(ledger.schema.database(), () -> "fake");

        assertThat(read(() -> assertThat(reader.inState(ledger.revision.directive(), "sending", null, SOME)).hasSize(SOME)))
                .isLessThan(10L * SOME);
    }

    /** How many rows of tables were fetched by the work. */
    private long read(Runnable work) {
        long before = fetched();
        work.run();
        return fetched() - before;
    }

    /** One thread takes the same connection again and again, so that what it has counted is known when it has told. */
    private long fetched() {
        ledger.schema.number("select 1 as number from (select pg_stat_force_next_flush()) flush");
        return ledger.schema.number("""
            select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint as number
              from pg_stat_user_tables where schemaname = current_schema()
            """);
    }
}
