package loa.publisher.area;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.api.access.Caller;
import loa.api.imports.CsvRow;
import loa.api.imports.ImportFormat;
import loa.api.imports.ImportId;
import loa.api.imports.RowFault;
import loa.api.imports.RowImport;
import loa.api.imports.RowImporter;
import loa.api.imports.RowOutcome;
import loa.api.problem.Wording;
import loa.contract.AreaCode;

/** Stores a file of areas, all rows or none: a row without the one above it would cut the tree. */
final class AreaImporter implements RowImporter {
    private static final Logger log = LoggerFactory.getLogger(AreaImporter.class);
    private static final ImportFormat FORMAT = new ImportFormat(List.of("code", "parent_code", "type", "name", "valid_from"),
            List.of("valid_to", "aliases"));

    /** Five times what the country has; all of them are kept in memory. */
    private static final int MOST_ROWS = 500_000;

    private final AreaStore store;
    private final AreaWriter writer;
    private final AreaPublication publication;
    private final Clock clock;

    AreaImporter(AreaStore store, AreaWriter writer, AreaPublication publication, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.publication = publication;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "areas";
    }

    @Override
    public ImportFormat format() {
        return FORMAT;
    }

    @Override
    public Extent extent() {
        return Extent.ALL_OR_NOTHING;
    }

    @Override
    public RowImport open(ImportId id, Caller caller) {
        return new OneFile();
    }

    /** Keeps the rows, some 100,000 as a rule, until it has seen all: a row may stand before the one above it. */
    private final class OneFile implements RowImport {
        private final List<AreaRow> rows = new ArrayList<>();
        private int read;

        @Override
        public List<RowOutcome> store(List<CsvRow> batch) {
            List<RowOutcome> outcomes = new ArrayList<>();
            for (CsvRow cells : batch) {
                if (++read > MOST_ROWS) {
                    outcomes.addAll(read == MOST_ROWS + 1 ? tooMany(cells) : List.of());
                    continue;
                }
                var reader = new AreaRowReader();
                reader.read(cells).ifPresentOrElse(rows::add, () -> outcomes.add(new RowOutcome.Faulty(reader.faults())));
            }
            return outcomes;
        }

        @Override
        public List<RowOutcome> finish() {
            writer.lock();
            Set<AreaCode> touched = touched();
            List<AreaVersion> stored = new ArrayList<>(writer.versions(touched));
            stored.addAll(writer.versionsBelow(touched));
            var lines = new AreaTimelines(stored);
            List<AreaVersion> versions = lines.add(rows);
            return lines.faults().isEmpty() ? keep(rows, versions) : faulty(lines.faults());
        }

        private Set<AreaCode> touched() {
            Set<AreaCode> codes = new HashSet<>();
            for (AreaRow row : rows) {
                codes.add(row.code());
                if (row.parent() != null) {
                    codes.add(row.parent());
                }
            }
            return codes;
        }
    }

    private static List<RowOutcome> tooMany(CsvRow row) {
        return List.of(RowOutcome.faulty(row, null, "too-many-rows",
                Wording.of("Tệp có nhiều hơn %d dòng.", "The file has more than %d rows.", MOST_ROWS)));
    }

    private List<RowOutcome> keep(List<AreaRow> rows, List<AreaVersion> versions) {
        Map<AreaCode, Map<LocalDate, RowOutcome.Effect>> effects = new HashMap<>();
        for (AreaWriter.Stored stored : writer.store(versions)) {
            effects.computeIfAbsent(stored.code(), _ -> new HashMap<>()).put(stored.validFrom(),
                    stored.added() ? RowOutcome.Effect.ADDED : RowOutcome.Effect.CHANGED);
        }
        // The path of an area below one that has moved has changed with it.
        writer.markUnpublished(store.covered(effects.keySet(), LocalDate.now(clock)));
        publication.publishPending();
        log.atInfo().addKeyValue("rows", rows.size()).addKeyValue("stored", effects.size()).log("Areas were imported.");
        return rows.stream().map(row -> RowOutcome.done(effects.getOrDefault(row.code(), Map.of()).getOrDefault(row.validFrom(),
                RowOutcome.Effect.UNCHANGED))).toList();
    }

    private static List<RowOutcome> faulty(List<RowFault> faults) {
        return faults.stream().map(fault -> (RowOutcome) new RowOutcome.Faulty(List.of(fault))).toList();
    }
}
