package loa.sms.subscription;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    private static final Refusal TOO_MANY = new Refusal("areas", "too-many",
            Wording.of("Các dòng của số này cộng lại có hơn %d địa bàn.", "The rows of this number have more than %d areas together.",
                    Terms.MOST_AREAS));
    private static final Refusal ELSEWHERE = new Refusal("phone", "outside-area", Wording.of("Số này đã đăng ký ở địa bàn khác.",
            "This number is subscribed for areas outside of the one that was assigned."));
    private static final int PAGE = 1_000;

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
    public void finish(Consumer<List<RowOutcome>> outcomes) {
        int merged = merge.unite(id);
        refuse(merge::withTooManyAreas, _ -> true, TOO_MANY, outcomes);
        // Whoever has a say in one area does not take a resident out of others.
        if (caller.area() != null) {
            refuse(merge::known, known -> !isInside(known.areas()), ELSEWHERE, outcomes);
        }
        MergeCounts counts = merge.store(merged, caller.holder(), clock.instant());
        outcomes.accept(List.of(new RowOutcome.Counted(Effect.ADDED, counts.added()),
                new RowOutcome.Counted(Effect.CHANGED, counts.changed()),
                new RowOutcome.Counted(Effect.UNCHANGED, counts.unchanged()), new RowOutcome.Counted(Effect.MERGED, counts.merged()),
                new RowOutcome.Counted(Effect.SKIPPED, counts.skipped())));
    }

    /** One kind of fault of united rows. */
    private record Refusal(String column, String code, Wording detail) {
        RowOutcome of(SubscriptionMerge.United row) {
            return new RowOutcome.Faulty(List.of(new RowFault(row.line(), column, code, detail)));
        }
    }

    /** United rows after a line, in the order of their lines; at most so many. */
    private interface Rows {
        List<SubscriptionMerge.United> after(long line, int limit);
    }

    /** Takes these rows out again, page by page. */
    private void refuse(Rows rows, Predicate<SubscriptionMerge.United> wrong, Refusal refusal, Consumer<List<RowOutcome>> outcomes) {
        List<SubscriptionMerge.United> page = rows.after(0, PAGE);
        while (!page.isEmpty()) {
            List<SubscriptionMerge.United> refused = page.stream().filter(wrong).toList();
            merge.drop(refused.stream().map(SubscriptionMerge.United::line).toList());
            outcomes.accept(refused.stream().map(refusal::of).toList());
            page = page.size() < PAGE ? List.of() : rows.after(page.getLast().line(), PAGE);
        }
    }

    private boolean isInside(List<AreaCode> areas) {
        return areas.stream().allMatch(area -> scope.covers(caller, area));
    }

    private Optional<ImportRow> read(CsvRow row, List<RowFault> faults) {
        Faults into = (field, code, detail) -> faults.add(new RowFault(row.line(), column(field), code, detail));
        Optional<SubscriptionReader.Read> read = reader.read(raw(row), into);
        read.ifPresent(r -> {
            if (!isInside(r.terms().areas())) {
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
}
