package loa.delivery.report;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.delivery.Revision;
import loa.delivery.ledger.sql.Tally.Shard;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** Reads what reports say, all of one snapshot, and notes what was said. */
final class ReportStore {
    private final Database database;

    ReportStore(Database database) {
        this.database = database;
    }

    /**
     * A shard whose counts have changed since its last report.
     *
     * @param version the sequence of the report that says so
     */
    record Changed(Shard shard, long version, Planning planning, @Nullable Instant firstAttemptAt, @Nullable Instant lastAttemptAt,
            @Nullable Instant cancelAcknowledgedAt, List<LoaEvent.AreaCounts> areas, List<LoaEvent.Failure> failures, long reach) {}

    private record Head(Shard shard, long version, Planning planning, @Nullable Instant firstAttemptAt, @Nullable Instant lastAttemptAt,
            @Nullable Instant cancelAcknowledgedAt) {
        static Head read(Row row) throws SQLException {
            return new Head(shardOf(row), row.number("version"), planningOf(row),
                    row.maybeInstant("first_attempt_at"), row.maybeInstant("last_attempt_at"), row.maybeInstant("acknowledged_at"));
        }
    }

    private static Planning planningOf(Row row) throws SQLException {
        if (row.flag("held")) {
            return Planning.HELD;
        }
        return row.flag("planned") ? Planning.COMPLETE : Planning.RUNNING;
    }

    private record AreaRow(Shard shard, LoaEvent.AreaCounts counts, long reach) {}

    private record FailureRow(Shard shard, LoaEvent.Failure failure) {}

    /** By the clock that stamps news. */
    Instant now() {
        return database
                .inTransaction(session -> session.sql("select clock_timestamp() as now").first(row -> row.instant("now")).orElseThrow());
    }

    /** Up to {@code limit} shards with news from before this moment: emergencies first, among equals those whose news is the oldest. */
    List<Changed> changed(Instant until, int limit) {
        return database.inSnapshot(session -> {
            List<Head> heads = session
                    .sql("""
                        select r.*, t.state = 'planned' as planned, t.state = 'held' as held,
                               (select min(v.acknowledged_at) from withdrawal v where v.directive = r.directive and v.revision >= r.revision)
                               as acknowledged_at
                          from report_shard r join directive_taken t on (t.directive, t.revision) = (r.directive, r.revision)
                         where r.news_since <= :until -- report_shard_news
                         order by t.lane, r.news_since, r.directive, r.revision, r.shard limit :limit
                        """)
                    .set("until", until).set("limit", limit).list(Head::read);
            Map<Shard, List<AreaRow>> areas = new HashMap<>();
            keys(session.sql("""
                select * from tally where (directive, revision, shard) in
                       (select * from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[]))
                 order by area
                """), heads).list(ReportStore::area)
                    .forEach(a -> areas.computeIfAbsent(a.shard(), s -> new ArrayList<>()).add(a));
            Map<Shard, List<LoaEvent.Failure>> failures = failures(session, heads);
            return heads.stream().map(head -> changed(head, areas.getOrDefault(head.shard(), List.of()),
                    failures.getOrDefault(head.shard(), List.of()))).toList();
        });
    }

    /** These versions have been said. Their shards are locked in the order in which {@link Tally} locks them. */
    void reported(List<Changed> news) {
        List<Changed> said = news.stream().sorted(Comparator.comparing(Changed::shard)).toList();
        database.change(
                session -> session.oneByOne().sql("""
                    with said as materialized (
                         select r.directive, r.revision, r.shard, i.version
                           from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[], :versions::bigint[])
                                with ordinality as i (directive, revision, shard, version, place)
                           join report_shard r on (r.directive, r.revision, r.shard) = (i.directive, i.revision, i.shard) -- primary key
                          order by i.place for update of r)
                    update report_shard r set reported = greatest(r.reported, said.version),
                           news_since = case when r.version > said.version then clock_timestamp() end
                      from said
                     where (r.directive, r.revision, r.shard) = (said.directive, said.revision, said.shard) -- primary key
                    """).array("directives", "uuid", said.stream().map(c -> c.shard().revision().directive()).toList())
                        .array("revisions", "int4", said.stream().map(c -> c.shard().revision().number()).toList())
                        .array("shards", "int2", said.stream().map(c -> c.shard().number()).toList())
                        .array("versions", "int8", said.stream().map(Changed::version).toList()).update());
    }

    private static Map<Shard, List<LoaEvent.Failure>> failures(Session session, List<Head> heads) {
        Map<Shard, List<LoaEvent.Failure>> failures = new HashMap<>();
        keys(session.sql("""
            select * from tally_failure where count > 0 and (directive, revision, shard) in
                   (select * from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[]))
             order by count desc, reason
            """), heads).list(row -> new FailureRow(shardOf(row), new LoaEvent.Failure(row.text("reason"), row.text("state"),
                row.number("count"), row.maybeText("detail")))).forEach(f -> failures.computeIfAbsent(f.shard(), s -> new ArrayList<>())
                        .add(f.failure()));
        return failures;
    }

    private static Changed changed(Head head, List<AreaRow> areas, List<LoaEvent.Failure> failures) {
        return new Changed(head.shard(), head.version(), head.planning(), head.firstAttemptAt(), head.lastAttemptAt(),
                head.cancelAcknowledgedAt(), areas.stream().map(AreaRow::counts).toList(), failures,
                areas.stream().mapToLong(AreaRow::reach).sum());
    }

    private static Query keys(Query query, List<Head> heads) {
        return query.array("directives", "uuid", heads.stream().map(h -> h.shard().revision().directive()).toList())
                .array("revisions", "int4", heads.stream().map(h -> h.shard().revision().number()).toList())
                .array("shards", "int2", heads.stream().map(h -> h.shard().number()).toList());
    }

    private static Shard shardOf(Row row) throws SQLException {
        return new Shard(new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")), row.integer("shard"));
    }

    private static AreaRow area(Row row) throws SQLException {
        long audience = row.number("audience");
        long sending = row.number("sending");
        long deferred = row.number("deferred");
        long unknown = row.number("unknown");
        long accepted = row.number("accepted");
        long refused = row.number("refused");
        long gone = row.number("gone");
        long expired = row.number("expired");
        long cancelled = row.number("cancelled");
        long planned = audience - sending - deferred - unknown - accepted - refused - gone - expired - cancelled;
        Counts counts = new Counts(audience, planned, sending, deferred, unknown, accepted, refused, gone, expired, cancelled,
                row.number("delivered"), row.number("undelivered"));
        return new AreaRow(shardOf(row), new LoaEvent.AreaCounts(new AreaCode(row.text("area")), counts), row.number("reach"));
    }
}
