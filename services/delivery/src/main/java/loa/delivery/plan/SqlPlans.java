package loa.delivery.plan;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;

/** {@link Plans} in PostgreSQL. */
public final class SqlPlans implements Plans {
    private final Database database;
    private final SqlWorkRecords records;

    /** Works on this schema. */
    public SqlPlans(Database database, SqlWorkRecords records) {
        this.database = database;
        this.records = records;
    }

    @Override
    public Optional<Plan> take(BulletinClass lane, int planner, Instant now) {
        return database.inTransaction(session -> session
                .sql("""
                    update directive_taken t set state = 'planning', planner = :planner, retry_at = null
                     where (directive, revision) = (
                           select directive, revision from directive_taken -- directive_taken_due
                            where lane = :lane::lane and effective <= :now and (retry_at is null or retry_at <= :now)
                              and (state = 'waiting'
                                   or state = 'planning' and (planner = :planner or not exists (select from engine_instance i where i.number = planner)))
                            order by effective, taken_at limit 1 for update skip locked)
                    returning t.*, exists (select from withdrawal v where v.directive = t.directive and v.revision >= t.revision) as withdrawn
                    """)
                .set("lane", lane.code()).set("planner", planner).set("now", now).first(SqlPlans::read));
    }

    @Override
    public void postpone(Plan plan, int planner, Instant until) {
        database.change(session -> session.sql("""
            update directive_taken set retry_at = :until
             where directive = :directive and revision = :revision and planner = :planner
               and state = 'planning'
            """).set("until", until).set("directive", plan.revision().directive().value())
                .set("revision", plan.revision().number()).set("planner", planner).update());
    }

    @Override
    public boolean store(Plan plan, int planner, List<WorkRecord> page, Instant now) {
        return database.inTransaction(session -> {
            WorkRecord last = page.getLast();
            Recipient cursor = last.recipients().getLast();
            int found = page.stream().mapToInt(WorkRecord::size).sum();
            int moved = session
                    .sql("""
                        update directive_taken t set (cursor_area, cursor_recipient) = (
                                    select c.area, c.recipient
                                      from (values (t.cursor_area, t.cursor_recipient), (:area::text, :recipient::uuid)) as c (area, recipient)
                                     order by c.area collate "C" desc nulls last, c.recipient desc limit 1),
                               next_seq = :next, audience = audience + :found
                         where directive = :directive and revision = :revision and planner = :planner and state = 'planning'
                        """)
                    .set("area", cursor.area().value()).set("recipient", cursor.id().value()).set("next", last.seq() + 1)
                    .set("found", found).set("directive", plan.revision().directive().value()).set("revision", plan.revision().number())
                    .set("planner", planner).update();
            if (moved == 0) {
                return false;
            }
            records.insert(session, plan.lane(), page, now);
            Tally tally = new Tally();
            for (WorkRecord record : page) {
                record.runs().forEach(run -> tally.audience(Tally.Place.of(plan.revision(), record.shard(), run.area()),
                        run.recipients().size()));
            }
            tally.write(session);
            return true;
        });
    }

    @Override
    public void complete(Plan plan, int planner) {
        database.change(session -> {
            int moved = session.sql("""
                update directive_taken set state = 'planned'
                 where directive = :directive and revision = :revision and planner = :planner and state = 'planning'
                """).set("directive", plan.revision().directive().value()).set("revision", plan.revision().number())
                    .set("planner", planner).update();
            if (moved == 1) {
                touchAll(session, plan.revision());
            }
        });
    }

    private static Plan read(Row row) throws SQLException {
        String area = row.maybeText("cursor_area");
        Recipient after = area == null ? null : new Recipient(new RecipientId(row.uuid("cursor_recipient")), new AreaCode(area));
        return new Plan(new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                BulletinClass.ofCode(row.text("lane")), after, row.integer("next_seq"), row.flag("withdrawn"));
    }

    private static void touchAll(Session session, Revision revision) {
        Tally tally = new Tally();
        for (int shard = 0; shard < WorkRecord.SHARDS; shard++) {
            tally.touch(new Tally.Shard(revision, shard));
        }
        tally.write(session);
    }
}
