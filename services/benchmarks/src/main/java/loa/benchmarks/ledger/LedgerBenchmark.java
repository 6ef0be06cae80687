package loa.benchmarks.ledger;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import com.sun.management.OperatingSystemMXBean;
import org.flywaydb.core.Flyway;

import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.sql.LedgerReceipts;
import loa.delivery.ledger.sql.SqlClaims;
import loa.delivery.ledger.sql.SqlSettlements;
import loa.delivery.plan.Plans;
import loa.delivery.plan.SqlPlans;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/**
 * Plans, claims and settles deliveries in a real PostgreSQL and prints what each step cost: {@code LedgerBenchmark [rows [receipts]]}.
 * Records of 500 are claimed one by one; up to 2,000 deliveries are under way, of which 1,000 at a time are settled in no order. Each step
 * has a connection of its own, so its processor time is that of its backend; checkpoints and vacuum stand in the whole.
 */
public final class LedgerBenchmark {
    private static final BulletinClass LANE = BulletinClass.ROUTINE;
    private static final int UNDER_WAY = 2_000;
    private static final int BATCH = 1_000;
    private static final int PAGE = 8;
    private static final int RECEIPTS = 250;

    private final Random random = new Random(42);
    private final Revision revision = new Revision(DirectiveId.next(), 1);
    private final List<DeliveryId> settled = new ArrayList<>();

    private final PostgresLogin login = SharedServers.freshSchema("ledger");
    private final Backend planner = new Backend(login);
    private final Backend claimer = new Backend(login);
    private final Backend settler = new Backend(login);
    private final Backend receiver = new Backend(login);
    private final int rows;
    private int owner;

    private LedgerBenchmark(int rows) {
        this.rows = rows;
    }

    /** Runs once. */
    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int receipts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        new LedgerBenchmark(rows).run(receipts);
    }

    private void run(int receipts) {
        prepare();
        ServerProcesses server = new ServerProcesses(planner.process());
        report("plan", planner, server, rows, this::plan);
        report("claim + settle", claimer, server, rows, this::claimAndSettle);
        if (receipts > 0) {
            report("receipts", receiver, server, receipts, () -> receive(receipts));
        }
        sizes();
        List.of(planner, claimer, settler, receiver).forEach(Backend::close);
    }

    private void prepare() {
        Flyway.configure().dataSource(login.url(), login.user(), login.password()).defaultSchema(login.schema()).schemas(login.schema())
                .locations("classpath:db/delivery").load().migrate();
        planner.database().change(session -> {
            session.sql("""
                insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state)
                values (:directive, 1, gen_random_uuid(), '', 'routine', now(), now() + interval '1 hour', now(), 'waiting')
                """).set("directive", revision.directive().value()).update();
            owner = session
                    .sql("insert into engine_instance (id, alive_until) values ('benchmark', now() + interval '1 day') returning number")
                    .first(row -> row.integer("number")).orElseThrow();
        });
    }

    private void plan() {
        Crowd crowd = new Crowd(revision, rows, random);
        SqlPlans plans = new SqlPlans(planner.database(), new SqlWorkRecords(planner.database()));
        Plans.Plan plan = plans.take(LANE, owner, Instant.now()).orElseThrow();
        for (int seq = 0; seq < crowd.records(); seq += PAGE) {
            List<WorkRecord> page = new ArrayList<>();
            for (int i = seq; i < Math.min(seq + PAGE, crowd.records()); i++) {
                page.add(crowd.record(i));
            }
            plans.store(plan, owner, page, Instant.now());
        }
        plans.complete(plan, owner);
    }

    private void claimAndSettle() {
        Crowd crowd = new Crowd(revision, rows, new Random(42));
        SqlClaims claims = new SqlClaims(claimer.database());
        SqlSettlements settlements = new SqlSettlements(settler.database(), "benchmark");
        List<DeliveryId> underWay = new ArrayList<>();
        for (int seq = 0; seq < crowd.records(); seq++) {
            underWay.addAll(claim(claims, crowd.record(seq)));
            if (underWay.size() >= UNDER_WAY) {
                settle(settlements, underWay, BATCH);
            }
        }
        while (!underWay.isEmpty()) {
            settle(settlements, underWay, Math.min(BATCH, underWay.size()));
        }
    }

    private List<DeliveryId> claim(SqlClaims claims, WorkRecord record) {
        Map<RecipientId, DeliveryId> ids = record.ids(DeliveryId.freshSalt());
        List<Claims.Entry> entries = record.recipients().stream().map(
                r -> new Claims.Entry(Objects.requireNonNull(ids.get(r.id())), r.id(), r.area(), DeliveryState.SENDING, null)).toList();
        Claims.Result result = claims.claim(new Claims.Request(record, LANE, entries, java.util.Set.of(), java.util.Set.of()), owner,
                Instant.now());
        if (!(result instanceof Claims.Result.Claimed claimed) || claimed.ids().size() != record.size()) {
            throw new IllegalStateException("record %s: %s".formatted(record.key(), result));
        }
        return entries.stream().map(Claims.Entry::id).toList();
    }

    private void settle(SqlSettlements settlements, List<DeliveryId> underWay, int number) {
        // those that were sent first have mostly been answered first
        Collections.shuffle(underWay.subList(0, Math.min(number * 3 / 2, underWay.size())), random);
        List<DeliveryId> answered = underWay.subList(0, number);
        Instant now = Instant.now();
        settlements.write(answered.stream().map(id -> new Settlement(id, 1, owner, DeliveryState.ACCEPTED, null, null, sid(), 1L,
                now.minusMillis(50), 50, null)).toList(), now);
        settled.addAll(answered);
        answered.clear();
    }

    private String sid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return "SM" + HexFormat.of().formatHex(bytes);
    }

    private void receive(int receipts) {
        var inbox = new LedgerReceipts(receiver.database(), () -> "benchmark", Instant::now);
        for (int i = 0; i < receipts; i += RECEIPTS) {
            List<Receipt> batch = new ArrayList<>();
            for (int j = i; j < Math.min(i + RECEIPTS, receipts); j++) {
                boolean sent = j % (2 * RECEIPTS) < RECEIPTS;
                int which = j / (2 * RECEIPTS) * RECEIPTS + j % RECEIPTS;
                batch.add(new Receipt(settled.get(which % settled.size()), Instant.now(), sent ? "sent" : "delivered",
                        sent ? Receipt.Meaning.UNDER_WAY : Receipt.Meaning.DELIVERED, null, null));
            }
            inbox.store(batch);
        }
    }

    private void report(String step, Backend backend, ServerProcesses server, int number, Runnable work) {
        OperatingSystemMXBean ours = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double serverBefore = server.seconds();
        double backendBefore = backend.seconds();
        double settlerBefore = settler.seconds();
        long oursBefore = ours.getProcessCpuTime();
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double micros = 1e6 / number;
        System.out.printf(Locale.ROOT,
                "%-14s %,9.0f a second; µs of processor each: PostgreSQL %.1f (backend %.1f, settler's %.1f), JVM %.1f%n",
                step, number / seconds, (server.seconds() - serverBefore) * micros, (backend.seconds() - backendBefore) * micros,
                (settler.seconds() - settlerBefore) * micros, (ours.getProcessCpuTime() - oursBefore) / 1e9 * micros);
    }

    private void sizes() {
        long deliveries = planner.number("select count(*) as number from delivery");
        System.out.printf(Locale.ROOT, "%,d deliveries; bytes each:%n", deliveries);
        planner.database().inTransaction(session -> session.sql("""
            select regexp_replace(c.relname, '_20\\d\\d_\\d\\d', '') as name, sum(pg_relation_size(c.oid))::bigint as bytes
              from pg_class c
             where c.relkind in ('r', 'i', 't') and pg_relation_size(c.oid) > 0
               and (c.relnamespace = current_schema()::regnamespace
                    or c.oid in (select t.reltoastrelid from pg_class t where t.relnamespace = current_schema()::regnamespace))
             group by 1 order by 2 desc
            """).list(row -> {
            if (row.number("bytes") > deliveries / 4) {
                System.out.printf(Locale.ROOT, "  %-45s %7.1f%n", row.text("name"), (double) row.number("bytes") / deliveries);
            }
            return row.number("bytes");
        })).stream().reduce(Long::sum)
                .ifPresent(all -> System.out.printf(Locale.ROOT, "  %-45s %7.1f%n", "all", (double) all / deliveries));
    }
}
