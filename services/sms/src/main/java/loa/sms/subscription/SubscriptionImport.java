package loa.sms.subscription;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.api.imports.CsvRow;
import loa.api.imports.ImportId;
import loa.api.imports.RowFault;
import loa.api.imports.RowImport;
import loa.api.imports.RowOutcome;
import loa.api.imports.RowOutcome.Effect;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.sms.area.AreaScope;

/** The work on one file of subscriptions: rows are checked one by one and stored together at the end. */
final class SubscriptionImport implements RowImport {
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Wording OUTSIDE = Wording.of("Ngoài địa bàn được giao.", "Outside of the area that was assigned.");

    private final ImportId id;
    private final Caller caller;
    private final SubscriptionReader reader;
    private final AreaScope scope;
    private final SubscriptionMerge merge;
    private final Clock clock;

    SubscriptionImport(ImportId id, Caller caller, Workshop workshop) {
        this.id = id;
        this.caller = caller;
        this.reader = workshop.reader().forFile();
        this.scope = workshop.scope();
        this.merge = workshop.merge();
        this.clock = workshop.clock();
    }

    /** What the work on every file needs. */
    record Workshop(SubscriptionReader reader, AreaScope scope, SubscriptionMerge merge, Clock clock) {}

    @Override
    public List<RowOutcome> store(List<CsvRow> rows) {
        List<RowOutcome> faulty = new ArrayList<>();
        List<ImportRow> good = new ArrayList<>(rows.size());
        for (CsvRow row : rows) {
            List<RowFault> faults = new ArrayList<>();
            read(row, faults).ifPresent(good::add);
            if (!faults.isEmpty()) {
                faulty.add(new RowOutcome.Faulty(faults));
            }
        }
        merge.stage(id, good, clock.instant());
        return faulty;
    }

    @Override
    public List<RowOutcome> finish() {
        int merged = merge.unite(id);
        List<RowOutcome> outcomes = new ArrayList<>(refuseWhatIsOutside());
        MergeCounts counts = merge.store(merged, caller.holder(), clock.instant());
        outcomes.addAll(Collections.nCopies(counts.added(), RowOutcome.done(Effect.ADDED)));
        outcomes.addAll(Collections.nCopies(counts.changed(), RowOutcome.done(Effect.CHANGED)));
        outcomes.addAll(Collections.nCopies(counts.unchanged(), RowOutcome.done(Effect.UNCHANGED)));
        outcomes.addAll(Collections.nCopies(counts.merged(), RowOutcome.done(Effect.MERGED)));
        outcomes.addAll(Collections.nCopies(counts.skipped(), RowOutcome.done(Effect.SKIPPED)));
        return outcomes;
    }

    private Optional<ImportRow> read(CsvRow row, List<RowFault> faults) {
        Faults into = (field, code, detail) -> faults.add(new RowFault(row.line(), column(field), code, detail));
        Optional<SubscriptionReader.Read> read = reader.read(raw(row), into);
        read.ifPresent(r -> {
            if (!r.terms().areas().stream().allMatch(area -> scope.covers(caller, area))) {
                into.add("areas", "outside-area", OUTSIDE);
            }
        });
        return faults.isEmpty() ? read.map(r -> new ImportRow(row.line(), r.phone(), r.terms())) : Optional.empty();
    }

    private static RawSubscription raw(CsvRow row) {
        List<String> areas = row.cell("areas").map(cell -> List.of(BAR.split(cell))).orElse(List.of());
        return new RawSubscription(cell(row, "phone"), areas, cell(row, "language"), cell(row, "basis"),
                new RawSubscription.RawConsent(cell(row, "consent_at"), cell(row, "consent_how"), null));
    }

    private static @Nullable String cell(CsvRow row, String column) {
        return row.cell(column).orElse(null);
    }

    /** {@code areas/1} stands in column {@code areas}, {@code consent/at} in {@code consent_at}. */
    private static String column(String field) {
        return field.startsWith("areas/") ? "areas" : field.replace('/', '_');
    }

    /** Whoever has a say in one area does not take a resident out of others. */
    private List<RowOutcome> refuseWhatIsOutside() {
        if (caller.area() == null) {
            return List.of();
        }
        Set<Long> lines = new LinkedHashSet<>();
        for (SubscriptionMerge.Known known : merge.known()) {
            List<AreaCode> areas = known.areas();
            if (!areas.stream().allMatch(area -> scope.covers(caller, area))) {
                lines.add(known.line());
            }
        }
        merge.drop(lines);
        return lines.stream().<RowOutcome>map(
                line -> new RowOutcome.Faulty(List.of(new RowFault(line, "phone", "outside-area", Wording.of(
                        "Số này đã đăng ký ở địa bàn khác.",
                        "This number is subscribed for areas outside of the one that was assigned.")))))
                .toList();
    }
}
