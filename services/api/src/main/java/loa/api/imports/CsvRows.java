package loa.api.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import loa.api.problem.Wording;

/**
 * The rows of a CSV file (RFC 4180; UTF-8 with or without BOM, any line ends), a batch at a time, with the numbers of their lines. Empty
 * lines are passed over. Not thread-safe.
 */
public final class CsvRows implements AutoCloseable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final RecordGuard guard;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final CsvHeader header;

    private CsvRows(RecordGuard guard, ImportFormat format) throws UnreadableFileException, IOException {
        this.guard = guard;
        this.parser = FORMAT.parse(guard);
        this.records = parser.iterator();
        this.header = readHeader(format);
    }

    /** Some rows, and the faults of rows between them that cannot be told cell by cell. */
    public record Batch(List<CsvRow> rows, List<RowOutcome> faulty) {
        /** Whether the file is at its end. */
        public boolean isEmpty() {
            return rows.isEmpty() && faulty.isEmpty();
        }

        int size() {
            return rows.size() + faulty.size();
        }
    }

    /**
     * Opens the file and reads its header.
     *
     * @throws UnreadableFileException when there is no proper header
     */
    public static CsvRows open(Path file, ImportFormat format) throws UnreadableFileException, IOException {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Reader reader = new InputStreamReader(withoutBom(new BufferedInputStream(Files.newInputStream(file), 1 << 16)), strict);
        try {
            return new CsvRows(new RecordGuard(reader), format);
        } catch (UnreadableFileException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The next rows.
     *
     * @return empty at the end of the file
     * @throws UnreadableFileException when the bytes are no UTF-8 or quotes do not match
     */
    public Batch next(int max) throws UnreadableFileException {
        List<CsvRow> rows = new ArrayList<>();
        List<RowOutcome> faulty = new ArrayList<>();
        while (rows.size() + faulty.size() < max) {
            long line = parser.getCurrentLineNumber() + 1;
            if (!hasNext(line)) {
                break;
            }
            CSVRecord row = records.next();
            guard.recordEnded();
            if (row.size() > header.columns().size()) {
                faulty.add(tooManyCells(line, row));
            } else if (row.stream().anyMatch(CsvRows::hasControlCharacter)) {
                faulty.add(controlCharacter(line, row));
            } else if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                rows.add(new CsvRow(line, header.cells(row)));
            }
        }
        return new Batch(rows, faulty);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private CsvHeader readHeader(ImportFormat format) throws UnreadableFileException {
        if (!hasNext(1)) {
            throw new UnreadableFileException(Wording.of("Tệp không có nội dung.", "The file is empty."), List.of());
        }
        CSVRecord first = records.next();
        guard.recordEnded();
        return CsvHeader.read(first, format);
    }

    private boolean hasNext(long line) throws UnreadableFileException {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw unreadable(line, e);
        }
    }

    private static UnreadableFileException unreadable(long line, UncheckedIOException e) {
        if (e.getCause() instanceof CharacterCodingException) {
            return new UnreadableFileException(
                    Wording.of("Tệp không phải UTF-8 (sau dòng %d).", "The file is not UTF-8 (after line %d).", line - 1), List.of());
        }
        if (e.getCause() instanceof RecordGuard.EndlessRecordException) {
            return new UnreadableFileException(Wording.of("Bản ghi bắt đầu từ dòng %d dài hơn %d ký tự; có dấu ngoặc kép chưa đóng?",
                    "The record that starts at line %d is longer than %d characters; is a quote not closed?", line,
                    RecordGuard.MOST_CHARACTERS), List.of());
        }
        if (e.getCause() instanceof CSVException) {
            return new UnreadableFileException(Wording.of("Dấu ngoặc kép không khớp ở bản ghi bắt đầu từ dòng %d.",
                    "The quotes do not match in the record that starts at line %d.", line), List.of());
        }
        throw e;
    }

    private static RowOutcome tooManyCells(long line, CSVRecord row) {
        return new RowOutcome.Faulty(List.of(new RowFault(line, null, "too-many-cells",
                Wording.of("Dòng có %d ô, nhiều hơn số cột.", "The row has %d cells, more than there are columns.", row.size()))));
    }

    /** No name, number or token has one, and PostgreSQL keeps no NUL; line feeds and tabs may stand in a quoted cell. */
    private static boolean hasControlCharacter(String cell) {
        return cell.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    private RowOutcome controlCharacter(long line, CSVRecord row) {
        int place = IntStream.range(0, row.size()).filter(i -> hasControlCharacter(row.get(i))).findFirst().orElseThrow();
        return new RowOutcome.Faulty(List.of(new RowFault(line, header.columns().get(place), "invalid-character",
                Wording.of("Có ký tự điều khiển.", "There is a control character."))));
    }

    private static InputStream withoutBom(InputStream in) throws IOException {
        in.mark(BOM.length);
        if (!Arrays.equals(in.readNBytes(BOM.length), BOM)) {
            in.reset();
        }
        return in;
    }
}
