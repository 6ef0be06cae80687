package loa.delivery.control;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.delivery.Revision;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/** {@link Restraints} in PostgreSQL. Each change wakes every instance. */
public final class SqlRestraints implements Restraints {
    /** The channel of NOTIFY; its payload is the schema, since channels share a database. */
    static final String NOTIFICATION = "loa_control";

    /** After the directive's end; and after the withdrawal of one that never came, since it is for other channels. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;

    /** Works on this schema. */
    public SqlRestraints(Database database) {
        this.database = database;
    }

    /** Withdraws this revision and all before it, known here or not yet. */
    public void withdraw(Session session, Revision revision, Cause cause, String reason, Instant now) {
        session.sql(
                """
                    insert into withdrawal (directive, revision, cause, reason, acknowledged_at) values (:directive, :revision, :cause, :reason, :now)
                    on conflict do nothing
                    """)
                .set("directive", revision.directive().value()).set("revision", revision.number())
                .set("cause", cause == Cause.CANCELLED ? "cancelled" : "amended").set("reason", reason).set("now", now).update();
        notifyAll(session);
    }

    /** Puts a halt in force. */
    public void halt(Session session, LoaEvent.BroadcastHalted halt) {
        session.sql("""
            insert into halt (area, covered, reason, halted_at) values (:area, :covered::text[], :reason, :at)
            on conflict (area) do update set covered = excluded.covered, reason = excluded.reason, halted_at = excluded.halted_at
            """).set("area", halt.area().value()).array("covered", "text", halt.coveredAreas()).set("reason", halt.reason())
                .set("at", halt.at().toInstant()).update();
        notifyAll(session);
    }

    /** Ends a halt. */
    public void resume(Session session, AreaCode area) {
        session.sql("delete from halt where area = :area").set("area", area.value()).update();
        notifyAll(session);
    }

    @Override
    public Snapshot read(Instant now) {
        return database.inSnapshot(session -> {
            Map<DirectiveId, Integer> withdrawn = new HashMap<>();
            session.sql("""
                select v.directive, max(v.revision) as revision from withdrawal v
                 where v.acknowledged_at > :since and not exists (select from directive_taken t where t.directive = v.directive)
                    or exists (select from directive_taken t where t.directive = v.directive and t.expires > :since)
                 group by v.directive
                """).set("since", now.minus(REMEMBERED))
                    .list(row -> withdrawn.put(new DirectiveId(row.uuid("directive")), row.integer("revision")) == null);
            Set<AreaCode> halted = new HashSet<>();
            session.sql("select area, covered from halt").list(row -> {
                row.list("covered", String.class).forEach(area -> halted.add(new AreaCode(area)));
                return halted.add(new AreaCode(row.text("area")));
            });
            return new Snapshot(withdrawn, halted);
        });
    }

    private static void notifyAll(Session session) {
        session.sql("select pg_notify('loa_control', current_schema())").run();
    }
}
