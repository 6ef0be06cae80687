package loa.sms.subscription;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.imports.ImportId;
import loa.contract.AreaCode;
import loa.delivery.address.AddressVault;

/**
 * Brings the good rows of a file into the subscriptions: they are put down batch by batch, and merged at the end by a few statements over
 * all of them, so that one number in many rows is one number, and memory holds one batch. Runs in the caller's transactions.
 */
final class SubscriptionMerge {
    private static final Duration LONGEST_IMPORT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final AddressVault vault;

    SubscriptionMerge(JdbcClient jdbc, AddressVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * The row that stands for a number.
     *
     * @param line of the file
     */
    record United(long line, List<AreaCode> areas) {}

    /** Clears away what a crash has left behind. */
    void clearLeftovers(Instant now) {
        jdbc.sql("DELETE FROM subscription_import_row WHERE staged_at < :before").param("before", time(now.minus(LONGEST_IMPORT))).update();
    }

    /** Puts rows down; some thousands at a time. */
    void stage(ImportId id, List<ImportRow> rows, Instant now) {
        jdbc.sql("""
            INSERT INTO subscription_import_row (import, staged_at, line, id, sealed, fingerprint, areas, language, basis, consent_at,
                consent_how)
            SELECT :import, :now, line, id, sealed, fingerprint, string_to_array(areas, '|'), language, basis, consent_at, consent_how
            FROM unnest(:line::bigint[], :id::uuid[], :sealed::bytea[], :fingerprint::bytea[], :areas::text[], :language::text[],
                    :basis::text[], :consentAt::timestamptz[], :consentHow::text[])
                AS r (line, id, sealed, fingerprint, areas, language, basis, consent_at, consent_how)
            """).param("import", id.value()).param("now", time(now))
                .param("line", rows.stream().map(ImportRow::line).toArray(Long[]::new))
                .param("id", texts(rows, _ -> SubscriptionId.next().toString()))
                .param("sealed", rows.stream().map(r -> vault.seal(r.phone().e164())).toArray(byte[][]::new))
                .param("fingerprint", rows.stream().map(r -> vault.fingerprint(r.phone().e164())).toArray(byte[][]::new))
                .param("areas", texts(rows, r -> r.terms().areas().stream().map(AreaCode::value).collect(Collectors.joining("|"))))
                .param("language", texts(rows, r -> r.terms().language())).param("basis", texts(rows, r -> r.terms().basis().code()))
                .param("consentAt", texts(rows, SubscriptionMerge::consentAt))
                .param("consentHow", texts(rows, SubscriptionMerge::consentHow))
                .update();
    }

    /**
     * Waits until no other file is being merged, then makes one of the rows of each number: areas united in the order of the file, which
     * may be more than a number can have; the rest from the row with the latest consent, else from the last one.
     *
     * @return how many rows went into others
     */
    int unite(ImportId id) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.subscription-import'))").query((_, _) -> true).list();
        // subscription_import_row_of; the rows themselves go at once, so that they lie there no longer than needed
        int rows = jdbc.sql("""
            CREATE TEMPORARY TABLE import_row ON COMMIT DROP AS SELECT * FROM subscription_import_row WHERE import = :import
            """.replace(":import", "'" + id.value() + "'")).update();
        jdbc.sql("DELETE FROM subscription_import_row WHERE import = :import").param("import", id.value()).update();
        jdbc.sql("ANALYZE import_row").update();
        int numbers = jdbc
                .sql("""
                    CREATE TEMPORARY TABLE import_number ON COMMIT DROP AS
                    SELECT DISTINCT ON (fingerprint) * FROM import_row ORDER BY fingerprint, consent_at DESC NULLS LAST, line DESC
                    """).update();
        jdbc.sql("""
            UPDATE import_number n SET areas = united.areas
            FROM (SELECT fingerprint, array_agg(area ORDER BY first) AS areas FROM (
                    SELECT r.fingerprint, a.area, min(r.line * 100 + a.n) AS first
                    FROM import_row r CROSS JOIN unnest(r.areas) WITH ORDINALITY AS a (area, n)
                    WHERE r.fingerprint IN (SELECT fingerprint FROM import_row GROUP BY fingerprint HAVING count(*) > 1)
                    GROUP BY r.fingerprint, a.area) AS each_area GROUP BY fingerprint) AS united
            WHERE united.fingerprint = n.fingerprint
            """).update();
        jdbc.sql("CREATE INDEX import_number_line ON import_number (line)").update();
        jdbc.sql("ANALYZE import_number").update();
        return rows - numbers;
    }

    /** Numbers whose rows name more areas than a number can have, with all of them; after this line, at most so many. */
    List<United> withTooManyAreas(long line, int limit) {
        // import_number_line
        return united("""
            SELECT line, areas FROM import_number WHERE line > :line AND cardinality(areas) > %d ORDER BY line LIMIT :limit
            """.formatted(Terms.MOST_AREAS), line, limit);
    }

    /** Numbers with an active subscription that would be replaced, with its areas; after this line, at most so many. */
    List<United> known(long line, int limit) {
        // import_number_line, subscription_phone
        return united("""
            SELECT n.line, s.areas FROM import_number n JOIN subscription s ON s.phone_fingerprint = n.fingerprint
            WHERE s.state = 'active' AND n.line > :line ORDER BY n.line LIMIT :limit
            """, line, limit);
    }

    private List<United> united(String sql, long line, int limit) {
        return jdbc.sql(sql).param("line", line).param("limit", limit)
                .query((row, _) -> new United(row.getLong("line"),
                        Arrays.stream((String[]) row.getArray("areas").getArray()).map(AreaCode::new).toList()))
                .list();
    }

    /** Takes rows away again. */
    void drop(Collection<Long> lines) {
        jdbc.sql("DELETE FROM import_number WHERE line = ANY (:lines)").param("lines", lines.toArray(Long[]::new)).update();
    }

    /**
     * Stores what stands in the united rows.
     *
     * @param merged what {@link #unite} returned
     * @param by     the holder who asks
     */
    MergeCounts store(int merged, String by, Instant now) {
        int added = add(by, now);
        int changed = change(by, now);
        int skipped = count(
                """
                    SELECT count(*) FROM import_number n JOIN subscription s ON s.phone_fingerprint = n.fingerprint WHERE s.state = 'opted-out'
                    """);
        int numbers = count("SELECT count(*) FROM import_number");
        return new MergeCounts(added, changed, numbers - added - changed - skipped, merged, skipped);
    }

    /** A number that another request stores at the same moment counts as known. */
    private int add(String by, Instant now) {
        int added = jdbc
                .sql("""
                    INSERT INTO subscription (id, phone_sealed, phone_fingerprint, areas, language, basis, consent_at, consent_how, state,
                        created_at, created_by, changed_at, changed_by)
                    SELECT id, sealed, fingerprint, areas, language, basis, consent_at, consent_how, 'active', :now, :by, :now, :by
                    FROM import_number ORDER BY id
                    ON CONFLICT (phone_fingerprint) DO NOTHING
                    """).param("now", time(now)).param("by", by).update();
        jdbc.sql("""
            INSERT INTO subscription_area (area, subscription, position)
            SELECT a.area, s.id, a.n - 1
            FROM import_number n JOIN subscription s ON s.id = n.id CROSS JOIN unnest(s.areas) WITH ORDINALITY AS a (area, n)
            ORDER BY a.area, s.id
            """).update();
        return added;
    }

    private int change(String by, Instant now) {
        jdbc.sql("CREATE TEMPORARY TABLE import_changed (id uuid) ON COMMIT DROP").update();
        int changed = jdbc
                .sql("""
                    WITH changed AS (
                        UPDATE subscription s SET areas = n.areas, language = n.language, basis = n.basis, consent_at = n.consent_at,
                            consent_how = n.consent_how, consent_text = NULL, changed_at = :now, changed_by = :by, state = 'active',
                            ended_at = NULL, ended_how = NULL
                        FROM import_number n
                        WHERE s.phone_fingerprint = n.fingerprint AND s.id <> n.id
                            AND CASE s.state WHEN 'active' THEN (s.areas, s.language, s.basis, s.consent_at, s.consent_how)
                                    IS DISTINCT FROM (n.areas, n.language, n.basis, n.consent_at, n.consent_how)
                                ELSE n.consent_at > s.ended_at END
                        RETURNING s.id)
                    INSERT INTO import_changed SELECT id FROM changed
                    """).param("now", time(now)).param("by", by).update();
        // subscription_area_of
        jdbc.sql("DELETE FROM subscription_area WHERE subscription IN (SELECT id FROM import_changed)").update();
        jdbc.sql("""
            INSERT INTO subscription_area (area, subscription, position)
            SELECT a.area, s.id, a.n - 1
            FROM import_changed c JOIN subscription s ON s.id = c.id CROSS JOIN unnest(s.areas) WITH ORDINALITY AS a (area, n)
            """).update();
        return changed;
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String[] texts(List<ImportRow> rows, Function<ImportRow, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable String consentAt(ImportRow row) {
        @Nullable
        Consent consent = row.terms().consent();
        return consent == null ? null : consent.at().toString();
    }

    private static @Nullable String consentHow(ImportRow row) {
        @Nullable
        Consent consent = row.terms().consent();
        return consent == null ? null : consent.how();
    }
}
