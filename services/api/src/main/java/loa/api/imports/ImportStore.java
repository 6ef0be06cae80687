package loa.api.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import loa.api.problem.Wording;
import loa.contract.LoaJson;

/** Imports and their faults in the tables {@code import_job} and {@code import_fault} of the service's schema. Thread-safe. */
final class ImportStore {
    /** A running import whose process has given no sign of life for so long is taken for interrupted. */
    static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Wording INTERRUPTED = Wording.of("Bị gián đoạn vì hệ thống dừng; hãy nhập lại tệp.",
            "Interrupted, as the system was stopped; import the file again.");

    private final JsonMapper json = LoaJson.mapper();
    private final JdbcClient jdbc;
    private final FaultSeal seal;
    private final Clock clock;

    ImportStore(JdbcClient jdbc, FaultSeal seal, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.clock = clock;
    }

    /** An import as it is stored. */
    record Job(ImportId id, String holder, String state, @Nullable Wording reason, long rows, long added, long changed, long unchanged,
            long merged, long skipped, long faulty, OffsetDateTime startedAt, @Nullable OffsetDateTime endedAt) {}

    /** A fault and its number among those of its import. */
    record NumberedFault(long number, RowFault fault) {}

    void insert(ImportId id, String kind, String holder) {
        OffsetDateTime now = now();
        // By import_job_started_at.
        jdbc.sql("DELETE FROM import_job WHERE started_at < :forgotten").param("forgotten", now.minus(KEPT)).update();
        jdbc.sql("""
            INSERT INTO import_job (id, kind, holder, state, started_at, alive_at)
            VALUES (:id, :kind, :holder, 'running', :now, :now)""").param("id", id.value()).param("kind", kind)
                .param("holder", holder).param("now", now).update();
    }

    /**
     * Adds the tally's new faults and sets the numbers.
     *
     * @throws IllegalStateException when the import was taken for interrupted meanwhile
     */
    void progress(ImportId id, Tally tally) {
        addFaults(id, tally.takeFaults());
        // By the primary key.
        int running = jdbc
                .sql("""
                    UPDATE import_job SET rows = :rows, added = :added, changed = :changed, unchanged = :unchanged, merged = :merged,
                      skipped = :skipped, faulty = :faulty, alive_at = :now
                    WHERE id = :id AND state = 'running'""").param("rows", tally.rows())
                .param("added", tally.count(RowOutcome.Effect.ADDED)).param("changed", tally.count(RowOutcome.Effect.CHANGED))
                .param("unchanged", tally.count(RowOutcome.Effect.UNCHANGED)).param("merged", tally.count(RowOutcome.Effect.MERGED))
                .param("skipped", tally.count(RowOutcome.Effect.SKIPPED)).param("faulty", tally.faulty()).param("now", now())
                .param("id", id.value()).update();
        if (running == 0) {
            throw new IllegalStateException("import %s does not run any more".formatted(id));
        }
    }

    void done(ImportId id) {
        end(id, "done", null);
    }

    void failed(ImportId id, Wording reason) {
        end(id, "failed", reason);
    }

    void interrupted(ImportId id) {
        failed(id, INTERRUPTED);
    }

    /** Says that these still run. */
    void alive(Collection<ImportId> ids) {
        // By the primary key.
        jdbc.sql("UPDATE import_job SET alive_at = :now WHERE id = ANY(:ids) AND state = 'running'").param("now", now())
                .param("ids", ids.stream().map(ImportId::value).toArray(UUID[]::new)).update();
    }

    /** The import; one that was interrupted is found as failed. */
    Optional<Job> find(String kind, ImportId id) {
        // Both by the primary key.
        Optional<Boolean> silent = jdbc.sql("SELECT state = 'running' AND alive_at < :silent FROM import_job WHERE id = :id")
                .param("silent", now().minus(SILENCE)).param("id", id.value()).query(Boolean.class).optional();
        if (silent.orElse(false)) {
            interrupted(id);
        }
        return jdbc.sql("SELECT * FROM import_job WHERE id = :id AND kind = :kind").param("id", id.value()).param("kind", kind)
                .query((row, _) -> new Job(id, row.getString("holder"), row.getString("state"),
                        reason(row.getString("reason_vi"), row.getString("reason_en")), row.getLong("rows"), row.getLong("added"),
                        row.getLong("changed"), row.getLong("unchanged"), row.getLong("merged"), row.getLong("skipped"),
                        row.getLong("faulty"), row.getObject("started_at", OffsetDateTime.class),
                        row.getObject("ended_at", OffsetDateTime.class)))
                .optional();
    }

    /** Faults with a number above {@code after}, in the order in which they were found. */
    List<NumberedFault> faults(ImportId id, long after, int limit) {
        // By the primary key (import, number).
        return jdbc.sql("""
            SELECT number, line, column_name, code, detail FROM import_fault
            WHERE import = :id AND number > :after ORDER BY number LIMIT :limit""").param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new NumberedFault(row.getLong("number"), new RowFault(row.getLong("line"),
                        row.getString("column_name"), row.getString("code"), open(row.getBytes("detail")))))
                .list();
    }

    /** Adds faults to the import. */
    void addFaults(ImportId id, List<RowFault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        jdbc.sql("""
            INSERT INTO import_fault (import, line, column_name, code, detail)
            SELECT :id, f.line, f.column_name, f.code, f.detail
            FROM unnest(:lines, :columns, :codes, :details) WITH ORDINALITY AS f (line, column_name, code, detail, position)
            ORDER BY f.position""").param("id", id.value()).param("lines", faults.stream().map(RowFault::line).toArray(Long[]::new))
                .param("columns", faults.stream().map(RowFault::column).toArray(String[]::new))
                .param("codes", faults.stream().map(RowFault::code).toArray(String[]::new))
                .param("details", faults.stream().map(f -> seal.seal(json.writeValueAsString(f.detail()))).toArray(byte[][]::new))
                .update();
    }

    private void end(ImportId id, String state, @Nullable Wording reason) {
        // By the primary key.
        jdbc.sql("""
            UPDATE import_job SET state = :state, reason_vi = :vi, reason_en = :en, ended_at = :now
            WHERE id = :id AND state = 'running'""").param("state", state).param("vi", reason == null ? null : reason.vi())
                .param("en", reason == null ? null : reason.en()).param("now", now()).param("id", id.value()).update();
    }

    private Wording open(byte[] sealed) {
        return json.readValue(seal.open(sealed), Wording.class);
    }

    private static @Nullable Wording reason(@Nullable String vi, @Nullable String en) {
        return vi == null || en == null ? null : new Wording(vi, en);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
