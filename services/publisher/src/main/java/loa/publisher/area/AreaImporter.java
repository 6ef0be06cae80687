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
import loa.contract.AreaCode;

/** Stores a file of areas, all rows or none: a row without the one above it would cut the tree. */
final class AreaImporter implements RowImporter {
    private static final Logger log = LoggerFactory.getLogger(AreaImporter.class);
    private static final ImportFormat FORMAT = new ImportFormat(List.of("code", "parent_code", "type", "name", "valid_from"),
            List.of("valid_to", "aliases"));

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

    /** Keeps the rows, some 100,000 at most, until it has seen all: a row may stand before the one above it. */
    private final class OneFile implements RowImport {
        private final List<AreaRow> rows = new ArrayList<>();

        @Override
        public List<RowOutcome> store(List<CsvRow> batch) {
            List<RowOutcome> outcomes = new ArrayList<>();
            for (CsvRow cells : batch) {
                var reader = new AreaRowReader();
                reader.read(cells).ifPresentOrElse(rows::add, () -> outcomes.add(new RowOutcome.Faulty(reader.faults())));
            }
            return outcomes;
        }

        @Override
        public List<RowOutcome> finish() {
            writer.lock();
            var lines = new AreaTimelines(writer.versions(touched()));
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
