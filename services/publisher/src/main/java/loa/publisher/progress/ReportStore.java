package loa.publisher.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Planning;

/** The table {@code report}. All look-ups by its primary key. */
final class ReportStore {
    private final JdbcClient jdbc;
    private final JsonMapper json = LoaJson.mapper();

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A report with the id of its event and the SHA-256 of its bytes. */
    record Received(UUID event, String digest, LoaEvent.DeliveryReport report) {}

    /** Whether this event is known with other bytes. */
    boolean isChanged(Received received) {
        LoaEvent.DeliveryReport report = received.report();
        return jdbc.sql("""
            select exists (select from report
                           where directive = :directive and revision = :revision and channel = :channel and shard = :shard
                             and event = :event and digest <> :digest)
            """).paramSource(key(report).addValue("event", received.event()).addValue("digest", received.digest()))
                .query(Boolean.class).single();
    }

    /**
     * Puts it in the place of the one before, unless that one is newer; answers whether it did. A channel that has lost its records and
     * holds the directive has counted nobody: what it said before the loss stays, since a person decides by it.
     */
    boolean put(Received received, OffsetDateTime now) {
        LoaEvent.DeliveryReport report = received.report();
        return jdbc
                .sql("""
                    insert into report (directive, revision, channel, shard, sequence, event, digest, planning, reach, counts, areas, failures,
                                        first_attempt_at, last_attempt_at, cancel_acknowledged_at, as_of, received_at)
                    values (:directive, :revision, :channel, :shard, :sequence, :event, :digest, :planning, :reach, cast(:counts as jsonb),
                            cast(:areas as jsonb), cast(:failures as jsonb), :first, :last, :cancelled, :asOf, :now)
                    on conflict (directive, revision, channel, shard) do update
                    set sequence = excluded.sequence, event = excluded.event, digest = excluded.digest, planning = excluded.planning,
                        reach = case when excluded.planning = 'held' then report.reach else excluded.reach end,
                        counts = case when excluded.planning = 'held' then report.counts else excluded.counts end,
                        areas = case when excluded.planning = 'held' then report.areas else excluded.areas end,
                        failures = case when excluded.planning = 'held' then report.failures else excluded.failures end,
                        first_attempt_at = case when excluded.planning = 'held' then report.first_attempt_at else excluded.first_attempt_at end,
                        last_attempt_at = case when excluded.planning = 'held' then report.last_attempt_at else excluded.last_attempt_at end,
                        cancel_acknowledged_at = excluded.cancel_acknowledged_at, as_of = excluded.as_of, received_at = excluded.received_at
                    where excluded.sequence > report.sequence
                    """)
                .paramSource(key(report).addValue("sequence", report.sequence()).addValue("event", received.event())
                        .addValue("digest", received.digest()).addValue("planning", report.planning().code())
                        .addValue("reach", report.reach())
                        .addValue("counts", json.writeValueAsString(sum(report.areas())))
                        .addValue("areas", json.writeValueAsString(report.areas()))
                        .addValue("failures", json.writeValueAsString(report.failures())).addValue("first", report.firstAttemptAt())
                        .addValue("last", report.lastAttemptAt()).addValue("cancelled", report.cancelAcknowledgedAt())
                        .addValue("asOf", report.asOf()).addValue("now", now))
                .update() == 1;
    }

    private static MapSqlParameterSource key(LoaEvent.DeliveryReport report) {
        return new MapSqlParameterSource().addValue("directive", report.directive().value()).addValue("revision", report.revision())
                .addValue("channel", report.channel().code()).addValue("shard", report.shard());
    }

    private static Counts sum(List<LoaEvent.AreaCounts> areas) {
        return areas.stream().map(LoaEvent.AreaCounts::counts).reduce(Counts.NONE, Counts::plus);
    }

    List<ShardReport> of(DirectiveId directive, int revision) {
        return jdbc
                .sql("""
                    select channel, shard, planning, reach, counts, failures, first_attempt_at, last_attempt_at, cancel_acknowledged_at, as_of,
                           received_at
                    from report where directive = :directive and revision = :revision order by channel, shard
                    """)
                .param("directive", directive.value()).param("revision", revision).query(this::report).list();
    }

    /**
     * The counts of each area, all shards together, in the order of codes and channels. Primary key; PostgreSQL adds the shards up, as
     * their areas may be many megabytes.
     *
     * @param limit how many lines at most; null: all
     */
    List<Progress.OfArea> areas(DirectiveId directive, int revision, @Nullable Integer limit) {
        return jdbc
                .sql("""
                    select a.area, r.channel, sum(c.audience) as audience, sum(c.planned) as planned, sum(c.sending) as sending,
                           sum(c.deferred) as deferred, sum(c.unknown) as unknown, sum(c.accepted) as accepted, sum(c.refused) as refused,
                           sum(c.gone) as gone, sum(c.expired) as expired, sum(c.cancelled) as cancelled, sum(c.delivered) as delivered,
                           sum(c.undelivered) as undelivered
                    from report r
                    cross join lateral jsonb_to_recordset(r.areas) as a (area text, counts jsonb)
                    cross join lateral jsonb_to_record(a.counts) as c (audience bigint, planned bigint, sending bigint, deferred bigint,
                           unknown bigint, accepted bigint, refused bigint, gone bigint, expired bigint, cancelled bigint,
                           delivered bigint, undelivered bigint)
                    where r.directive = :directive and r.revision = :revision
                    group by a.area, r.channel
                    order by a.area collate "C", array_position(array['sms', 'push', 'loudspeaker'], r.channel)
                    limit cast(:limit as int)
                    """)
                .param("directive", directive.value()).param("revision", revision).param("limit", limit).query(ReportStore::ofArea).list();
    }

    /** How many deliveries of a revision were accepted, or may have been. Primary key. */
    Map<Channel, Long> sent(DirectiveId directive, int revision) {
        return counts(jdbc.sql("""
            select channel, sum((counts ->> 'accepted')::bigint + (counts ->> 'unknown')::bigint) as count
            from report where directive = :directive and revision = :revision group by channel
            """).param("directive", directive.value()).param("revision", revision));
    }

    /** The part of them in areas where a later revision has nobody on that channel. Primary key. */
    Map<Channel, Long> sentWhereNobodyIs(DirectiveId directive, int revision, int later) {
        return counts(jdbc.sql("""
            with area as (
                select r.revision, r.channel, a.area, sum((a.counts ->> 'accepted')::bigint + (a.counts ->> 'unknown')::bigint) as sent,
                       sum((a.counts ->> 'audience')::bigint) as audience
                from report r cross join lateral jsonb_to_recordset(r.areas) as a (area text, counts jsonb)
                where r.directive = :directive and r.revision in (:revision, :later)
                group by r.revision, r.channel, a.area
            )
            select o.channel, sum(o.sent) as count
            from area o left join area n on n.revision = :later and n.channel = o.channel and n.area = o.area and n.audience > 0
            where o.revision = :revision and n.area is null group by o.channel
            """).param("directive", directive.value()).param("revision", revision).param("later", later));
    }

    private static Map<Channel, Long> counts(JdbcClient.StatementSpec statement) {
        Map<Channel, Long> counts = new EnumMap<>(Channel.class);
        statement.query((rs, _) -> counts.put(Channel.ofCode(rs.getString("channel")), rs.getLong("count"))).list();
        return counts;
    }

    private static Progress.OfArea ofArea(ResultSet rs, int number) throws SQLException {
        var counts = new Counts(rs.getLong("audience"), rs.getLong("planned"), rs.getLong("sending"), rs.getLong("deferred"),
                rs.getLong("unknown"), rs.getLong("accepted"), rs.getLong("refused"), rs.getLong("gone"), rs.getLong("expired"),
                rs.getLong("cancelled"), rs.getLong("delivered"), rs.getLong("undelivered"));
        return new Progress.OfArea(new AreaCode(rs.getString("area")), Channel.ofCode(rs.getString("channel")), counts);
    }

    private ShardReport report(ResultSet rs, int number) throws SQLException {
        long reach = rs.getLong("reach");
        Long reachOrNull = rs.wasNull() ? null : Long.valueOf(reach);
        List<LoaEvent.Failure> failures = json.readValue(rs.getString("failures"), new TypeReference<>() {
        });
        return new ShardReport(Channel.ofCode(rs.getString("channel")), rs.getInt("shard"), Planning.ofCode(rs.getString("planning")),
                reachOrNull, json.readValue(rs.getString("counts"), Counts.class), failures, time(rs, "first_attempt_at"),
                time(rs, "last_attempt_at"), time(rs, "cancel_acknowledged_at"), rs.getObject("as_of", OffsetDateTime.class),
                rs.getObject("received_at", OffsetDateTime.class));
    }

    private static @Nullable OffsetDateTime time(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class);
    }
}
