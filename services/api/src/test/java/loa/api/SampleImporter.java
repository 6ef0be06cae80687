package loa.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import loa.api.access.Caller;
import loa.api.imports.CsvRow;
import loa.api.imports.ImportFormat;
import loa.api.imports.ImportId;
import loa.api.imports.RowImport;
import loa.api.imports.RowImporter;
import loa.api.imports.RowOutcome;
import loa.api.problem.Wording;

/** Takes rows whose number is even; stores nothing. */
public record SampleImporter(Extent extent) implements RowImporter {
    static final SampleImporter EACH_ROW = new SampleImporter(Extent.EACH_ROW);

    @Override
    public String kind() {
        return "things";
    }

    @Override
    public ImportFormat format() {
        return new ImportFormat(List.of("number", "name"), List.of("note"));
    }

    @Override
    public RowImport open(ImportId id, Caller caller) {
        Set<String> seen = new HashSet<>();
        return rows -> rows.stream().map(row -> outcome(row, seen)).toList();
    }

    private static RowOutcome outcome(CsvRow row, Set<String> seen) {
        String number = row.cell("number").orElse("");
        if (number.equals("crash")) {
            throw new IllegalStateException("the database went away at 0912345678");
        }
        if (!number.matches("\\d*[02468]")) {
            return RowOutcome.faulty(row, "number", "odd", Wording.of("%s: không phải số chẵn.", "%s: is not even.", number));
        }
        return RowOutcome.done(seen.add(number) ? RowOutcome.Effect.ADDED : RowOutcome.Effect.MERGED);
    }
}
