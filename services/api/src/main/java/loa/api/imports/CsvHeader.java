package loa.api.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVRecord;

import loa.api.problem.Wording;

/** The columns of a file by position, checked against its format. */
record CsvHeader(List<String> columns) {
    /**
     * Reads the header.
     *
     * @throws UnreadableFileException with all that is wrong with it
     */
    static CsvHeader read(CSVRecord first, ImportFormat format) throws UnreadableFileException {
        List<String> columns = first.stream().map(CsvHeader::plain).toList();
        List<RowFault> faults = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (String column : columns) {
            if (!format.columns().contains(column)) {
                faults.add(fault(column, "unknown-column", "Không có cột %s.", "There is no column %s."));
            }
            if (seen.contains(column)) {
                faults.add(fault(column, "repeated-column", "Cột %s có hai lần.", "The column %s stands there twice."));
            }
            seen.add(column);
        }
        format.required().stream().filter(column -> !columns.contains(column))
                .forEach(column -> faults.add(fault(column, "missing-column", "Thiếu cột %s.", "The column %s is missing.")));
        if (!faults.isEmpty()) {
            throw new UnreadableFileException(reason(format), faults);
        }
        return new CsvHeader(columns);
    }

    /** What is quoted in a fault must be storable, whatever the file says. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\p{Cntrl}", "\ufffd");
    }

    /** The row's cells by column; a row may have fewer cells than the header has columns. */
    Map<String, String> cells(CSVRecord row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            cells.put(columns.get(i), row.get(i));
        }
        return cells;
    }

    private static Wording reason(ImportFormat format) {
        return Wording.of("Dòng tiêu đề không đúng; cần các cột %s, có thể thêm %s, cách nhau bằng dấu phẩy.",
                "The header is not right; needed are the columns %s, possible are %s, with commas between.",
                String.join(",", format.required()), String.join(",", format.optional()));
    }

    private static RowFault fault(String column, String code, String vi, String en) {
        return new RowFault(1, column, code, Wording.of(vi, en, column));
    }
}
