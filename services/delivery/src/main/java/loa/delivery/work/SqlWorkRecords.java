package loa.delivery.work;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** {@link WorkRecords} in PostgreSQL. */
public final class SqlWorkRecords implements WorkRecords {
    private final Database database;

    /** Works on this schema. */
    public SqlWorkRecords(Database database) {
        this.database = database;
    }

    /** Stores records that have just been cut; not produced yet. */
    public void insert(Session session, BulletinClass lane, List<WorkRecord> records, Instant now) {
        for (WorkRecord record : records) {
            session.sql("""
                insert into work_record (revision_key, directive, revision, seq, lane, state, planned_at, produced_at, digest, areas,
                                         run_ends, recipients)
                values (:key, :directive, :revision, :seq, :lane::lane, 'open', :now, :now, :digest, :areas::text[], :ends::int[],
                        :recipients::uuid[])
                """).set("key", record.revision().key()).set("directive", record.revision().directive().value())
                    .set("revision", record.revision().number()).set("seq", record.seq()).set("lane", lane.code()).set("now", now)
                    .set("digest", record.digest())
                    .array("areas", "text", record.runs().stream().map(WorkRecord.Run::area).toList())
                    .array("ends", "int4", record.ends())
                    .array("recipients", "uuid", record.recipients().stream().map(r -> r.id()).toList()).update();
        }
    }

    @Override
    public void acknowledged(List<Stored> stored) {
        if (stored.isEmpty()) {
            return;
        }
        database.change(session -> session.byIndex()
                .sql("""
                    update work_record w set topic_partition = i.topic_partition, topic_offset = i.topic_offset
                      from unnest(:keys::bigint[], :seqs::int[], :partitions::int[], :offsets::bigint[])
                           as i (key, seq, topic_partition, topic_offset)
                     where (w.revision_key, w.seq) = (i.key, i.seq) -- primary key
                    """).array("keys", "int8", stored.stream().map(s -> s.record().revision().key()).toList())
                .array("seqs", "int4", stored.stream().map(s -> s.record().seq()).toList())
                .array("partitions", "int4", stored.stream().map(Stored::partition).toList())
                .array("offsets", "int8", stored.stream().map(Stored::offset).toList()).update());
    }

    @Override
    public List<Laned> takeUnacknowledged(Instant now, Duration patience, Duration inAnEmergency, int limit) {
        return database.inTransaction(
                session -> session.sql("""
                    update work_record w set produced_at = :now
                     where (revision_key, seq) in (
                           select revision_key, seq from work_record -- work_record_open
                            where state = 'open' and topic_partition is null
                              and produced_at < case when lane = 'emergency' and produced_at = planned_at
                                                then :soon else :before end::timestamptz
                            order by lane, produced_at limit :limit for update skip locked)
                    returning *
                    """).set("now", now).set("before", now.minus(patience))
                        .set("soon", now.minus(inAnEmergency)).set("limit", limit).list(SqlWorkRecords::read));
    }

    @Override
    public List<Laned> takeLost(BulletinClass lane, List<Progress> progress, Instant now, Duration patience, int limit) {
        return database.inTransaction(session -> session
                .sql("""
                    update work_record w set produced_at = :now, topic_partition = null, topic_offset = null
                     where (revision_key, seq) in (
                           select w.revision_key, w.seq
                             from work_record w -- work_record_open
                             join unnest(:partitions::int[], :committed::bigint[], :ends::bigint[]) as p (topic_partition, committed, log_end)
                                  on p.topic_partition = w.topic_partition
                            where w.state = 'open' and w.lane = :lane::lane and w.produced_at < :before
                              and (w.topic_offset < p.committed or w.topic_offset >= p.log_end)
                            limit :limit for update of w skip locked)
                    returning *
                    """)
                .set("lane", lane.code()).set("now", now).set("before", now.minus(patience)).set("limit", limit)
                .array("partitions", "int4", progress.stream().map(Progress::partition).toList())
                .array("committed", "int8", progress.stream().map(Progress::committed).toList())
                .array("ends", "int8", progress.stream().map(Progress::end).toList()).list(SqlWorkRecords::read));
    }

    @Override
    public List<Laned> reopenParked(Collection<AreaCode> halted, Instant now, int limit) {
        return database.inTransaction(session -> session
                .sql("""
                    update work_record w set state = 'open', parked_areas = '{}', produced_at = :now, topic_partition = null, topic_offset = null
                     where (revision_key, seq) in (
                           select w.revision_key, w.seq
                             from work_record w join directive_taken t on t.revision_key = w.revision_key
                            where w.state = 'parked' -- work_record_parked
                              and (not w.parked_areas <@ :halted::text[] or t.expires <= :now
                                   or exists (select from withdrawal v where v.directive = w.directive and v.revision >= w.revision))
                            limit :limit for update of w skip locked)
                    returning *
                    """)
                .array("halted", "text", halted).set("now", now).set("limit", limit).list(SqlWorkRecords::read));
    }

    private static Laned read(Row row) throws SQLException {
        Revision revision = new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision"));
        List<AreaCode> areas = row.list("areas", String.class).stream().map(AreaCode::new).toList();
        List<RecipientId> recipients = row.list("recipients", UUID.class).stream().map(RecipientId::new).toList();
        List<WorkRecord.Run> runs = WorkRecord.runs(areas, row.list("run_ends", Integer.class), recipients);
        return new Laned(BulletinClass.ofCode(row.text("lane")), new WorkRecord(revision, row.integer("seq"), runs));
    }
}
