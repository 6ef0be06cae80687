package loa.delivery.held;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Revision;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** The held directives among {@code directive_taken}, and {@code held_directive} with what became of them. */
public final class HeldStore {
    /** Eight shards, each of which says so in its next report. */
    private static final String SAY = """
        update report_shard set version = version + 1, news_since = coalesce(news_since, clock_timestamp())
         where directive = :directive and revision = :revision
        """;

    private final JsonMapper json = LoaJson.mapper();
    private final Database database;

    /** Works on this schema. */
    public HeldStore(Database database) {
        this.database = database;
    }

    /**
     * Notes that a revision is held, in the transaction that takes it. Its reports count from now in milliseconds on: the desk believes
     * only what is newer than what it knows, and what the lost schema has said was counted from one.
     */
    public static void hold(Session session, Revision revision, Instant now) {
        key(session.sql("insert into held_directive (directive, revision, held_since) values (:directive, :revision, :now)"), revision)
                .set("now", now).update();
        key(session.sql("""
            insert into report_shard (directive, revision, shard, version, news_since)
            select :directive, :revision, shard, :version, clock_timestamp() from generate_series(0, 7) as shard
            on conflict do nothing
            """), revision).set("version", now.toEpochMilli()).update();
        endWhere(session, """
            t.directive = :directive and t.revision = :revision
            and exists (select from withdrawal v where v.directive = t.directive and v.revision >= t.revision)
            """, query -> key(query, revision));
    }

    /** Ends what is held of this revision and those before it, in the transaction that withdraws them. */
    public static void withdraw(Session session, Revision revision) {
        endWhere(session, "t.directive = :directive and t.revision <= :revision", query -> key(query, revision));
    }

    /** Ends what has expired before anybody decided; answers how many. */
    int expire(Instant now) {
        return database.inTransaction(session -> endWhere(session, "t.expires <= :now", query -> query.set("now", now)));
    }

    /** Nobody is planned and the plan is complete: nobody was counted, so there is nobody whose delivery expired or was cancelled. */
    private static int endWhere(Session session, String which, Filled filled) {
        List<Revision> ended = filled.in(session.sql("""
            update directive_taken t set state = 'planned' -- directive_taken_held
             where t.state = 'held' and %s returning t.directive, t.revision
            """.formatted(which))).list(HeldStore::revision);
        ended.forEach(revision -> key(session.sql(SAY), revision).update());
        return ended.size();
    }

    @FunctionalInterface
    private interface Filled {
        loa.delivery.postgres.Query in(loa.delivery.postgres.Query query);
    }

    /** What is or was held, the newest first; {@code held} alone when asked for. */
    List<HeldDirective> list(boolean onlyHeld, @Nullable Revision before, int limit) {
        return database.inSnapshot(session -> session.sql(SELECT + """
            where (not :only or t.state = 'held')
              and (:before::uuid is null or (h.directive, h.revision) < (:before::uuid, :revision::int))
            order by h.directive desc, h.revision desc limit :limit
            """).set("only", onlyHeld).set("before", before == null ? null : before.directive().value())
                .set("revision", before == null ? null : before.number()).set("limit", limit).list(this::read));
    }

    Optional<HeldDirective> find(Revision revision) {
        return database.inSnapshot(session -> find(session, revision));
    }

    private Optional<HeldDirective> find(Session session, Revision revision) {
        return key(session.sql(SELECT + "where h.directive = :directive and h.revision = :revision"), revision).first(this::read);
    }

    /** What the decision depends on stands still while it is made. Empty when this revision was never held here. */
    Optional<HeldDirective> decide(Revision revision, Decide how) {
        return database.inTransaction(session -> {
            boolean known = key(session.sql("""
                select 1 from directive_taken where directive = :directive and revision = :revision for update
                """), revision).exists();
            Optional<HeldDirective> held = known ? find(session, revision) : Optional.empty();
            held.flatMap(how::decide).ifPresent(decision -> store(session, revision, decision));
            return held.isEmpty() ? held : find(session, revision);
        });
    }

    /** What is to be written, if anything. */
    @FunctionalInterface
    interface Decide {
        Optional<HeldDecision> decide(HeldDirective held);
    }

    private static void store(Session session, Revision revision, HeldDecision decision) {
        key(session.sql("""
            update held_directive set act = :act, holder = :holder, name = :name, decided_at = :at, reason = :reason
             where directive = :directive and revision = :revision
            """), revision).set("act", decision.act().code()).set("holder", decision.holder()).set("name", decision.name())
                .set("at", decision.at().toInstant()).set("reason", decision.reason()).update();
        key(session.sql("""
            update directive_taken set state = :state::taken_state where directive = :directive and revision = :revision
            """), revision).set("state", decision.act() == HeldDecision.Act.RELEASE ? "waiting" : "planned").update();
        key(session.sql(SAY), revision).update();
    }

    private static final String SELECT = """
        select h.*, t.value, t.state = 'held' as held
          from held_directive h join directive_taken t on (t.directive, t.revision) = (h.directive, h.revision)
        """;

    private HeldDirective read(Row row) throws SQLException {
        IssuedDirective content = json.readValue(row.bytes("value"), IssuedDirective.class);
        String act = row.maybeText("act");
        HeldDecision decision = act == null
                ? null
                : new HeldDecision(HeldDecision.Act.ofCode(act), row.text("holder"), row.text("name"),
                        row.instant("decided_at").atOffset(LoaJson.OFFSET), row.text("reason"));
        HeldDirective.Standing open = row.flag("held") ? HeldDirective.Standing.HELD : HeldDirective.Standing.ENDED;
        return new HeldDirective(content, row.instant("held_since").atOffset(LoaJson.OFFSET),
                decision == null ? open : decision.act().leadsTo(), decision);
    }

    private static Revision revision(Row row) throws SQLException {
        return new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision"));
    }

    private static loa.delivery.postgres.Query key(loa.delivery.postgres.Query query, Revision revision) {
        return query.set("directive", revision.directive().value()).set("revision", revision.number());
    }
}
