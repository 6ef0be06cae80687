package loa.delivery.ledger.sql;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import loa.delivery.postgres.Database;

/**
 * The partitions of ledger and work records: one for each month (UTC) of the directives' ids (ADR 12). Making and dropping them lets claims
 * and settlements go on: a partition is attached, and detached concurrently.
 */
public final class Months {
    private final Database database;

    /** Works on this schema. */
    public Months(Database database) {
        this.database = database;
    }

    private record Partition(String parent, String name, boolean attached, boolean pending) {
        /** Receipts have a default partition besides, and so cannot be detached concurrently; nothing that sends touches them. */
        String detach() {
            String ending = parent.equals("receipt") ? "" : pending ? " finalize" : " concurrently";
            return "alter table %s detach partition %s%s".formatted(parent, name, ending);
        }
    }

    /** Makes the partitions of this month and the {@code ahead} following ones, unless they are there. */
    public void keep(YearMonth month, int ahead) {
        Stream.iterate(month, next -> next.plusMonths(1)).limit(ahead + 1L)
                .forEach(each -> database.change(session -> session.sql("select keep_month(:at)").set("at", start(each)).run()));
    }

    /**
     * Drops the partitions of months before {@code month}, but for those of which a directive is still in force at {@code now}. Outside any
     * transaction, as PostgreSQL asks of a concurrent detachment.
     * Beginning again after a failure goes on where it ended.
     *
     * @return how many were dropped
     */
    public int drop(YearMonth month, Instant now) {
        List<Partition> old = old(month, now);
        for (Partition partition : old) {
            database.apart(partition.attached()
                    ? List.of(partition.detach(), "drop table " + partition.name())
                    : List.of("drop table " + partition.name()));
        }
        database.change(session -> session.sql("delete from receipt_of_nobody where received_at < :before")
                .set("before", start(month)).run());
        return old.size();
    }

    private List<Partition> old(YearMonth month, Instant now) {
        return database.inTransaction(session -> session.sql("""
            with part as (
                 select c.relname as name, substr(c.relname, 1, length(c.relname) - 8) as parent, i.inhrelid is not null as attached,
                        coalesce(i.inhdetachpending, false) as pending, to_date(right(c.relname, 7), 'YYYY_MM') as month
                   from pg_class c left join pg_inherits i on i.inhrelid = c.oid
                  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                    and c.relname ~ '^(delivery|work_record|attempt|receipt)_[0-9]{4}_[0-9]{2}$')
            select * from part
             where month < :before::timestamptz at time zone 'UTC'
               and not exists (select from directive_taken t -- revision_key
                                where t.expires > :now
                                  and t.revision_key >= (extract(epoch from month) * 1000)::bigint << 21
                                  and t.revision_key < (extract(epoch from month + interval '1 month') * 1000)::bigint << 21)
             order by month, name
            """).set("before", start(month)).set("now", now)
                .list(row -> new Partition(row.text("parent"), row.text("name"), row.flag("attached"), row.flag("pending"))));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
