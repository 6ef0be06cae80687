package loa.delivery.ledger.sql;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MonthsPostgresTest {
    private static final YearMonth LONG_AGO = YearMonth.of(2020, 2);

    private final LedgerFixture ledger = new LedgerFixture();
    private final Months months = new Months(ledger.schema.database());

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void keysAndIdsAreTheSameInTheDatabase() {
        DeliveryId id = ledger.claimOne();

        assertThat(ledger.number("select revision_key as number from directive_taken")).isEqualTo(ledger.revision.key());
        assertThat(ledger.number("select count(*) as number from delivery where id = '" + id + "'")).isEqualTo(1);
        assertThat(ledger.number("select count(*) as number from delivery where revision_key = " + id.key() + " and slot = " + id.slot()
                + " and salt = " + id.salt())).isEqualTo(1);
    }

    @Test
    void monthsAreMadeOnceAndDroppedWithEverythingInThem() {
        months.keep(LONG_AGO, 1);
        months.keep(LONG_AGO, 1);
        assertThat(partitions()).isEqualTo(8);
        take(LONG_AGO, "now() - interval '1 day'");
        ledger.schema.change(
                "insert into delivery (revision_key, slot, salt, state, attempts, recipient) select revision_key, 0, 0, 'expired', 0, "
                        + "gen_random_uuid() from directive_taken where expires < now()");
        assertThat(ledger.number("select count(*) as number from delivery_2020_02")).isEqualTo(1);

        assertThat(months.drop(LONG_AGO.plusMonths(1), ledger.now)).isEqualTo(4);

        assertThat(partitions()).isEqualTo(4);
        assertThat(ledger.number("select count(*) as number from delivery")).isZero();
        assertThat(months.drop(LONG_AGO.plusMonths(1), ledger.now)).isZero();
    }

    @Test
    void aMonthOfWhichADirectiveIsInForceIsKept() {
        months.keep(LONG_AGO, 0);
        take(LONG_AGO, "now() + interval '1 day'");

        assertThat(months.drop(LONG_AGO.plusMonths(2), ledger.now)).isZero();
        assertThat(partitions()).isEqualTo(4);
    }

    @Test
    void aMonthIsMadeWhileOthersReadAndWrite() {
        DeliveryId id = ledger.claimOne();
        ledger.schema.database().change(session -> {
            session.sql("update delivery set took_ms = 1 where revision_key = :key").set("key", id.key()).update();
            months.keep(LONG_AGO, 0);
        });

        assertThat(partitions()).isEqualTo(4);
    }

    private long partitions() {
        return ledger.number("""
            select count(*) as number from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname ~ '_2020_[0-9]{2}$'
            """);
    }

    private void take(YearMonth month, String expires) {
        Instant made = month.atDay(10).atStartOfDay(ZoneOffset.UTC).toInstant();
        Revision old = new Revision(new DirectiveId(new UUID(made.toEpochMilli() << 16 | 0x7000, 1L << 63)), 1);
        ledger.schema.change(
                "insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state) values ('"
                        + old.directive() + "', 1, gen_random_uuid(), '', 'priority', now(), " + expires + ", now(), 'planned')");
    }
}
