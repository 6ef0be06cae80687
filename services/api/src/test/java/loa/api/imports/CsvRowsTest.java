package loa.api.imports;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class CsvRowsTest {
    private static final ImportFormat FORMAT = new ImportFormat(List.of("phone", "areas"), List.of("language"));

    @TempDir
    private Path directory;

    @Test
    void rowsCarryTheirLinesWhateverTheLineEndsAndTheBom() throws Exception {
        for (String end : List.of("\n", "\r\n")) {
            String file = String.join(end, "\uFEFFphone, Areas ,language", "1,a,vi", "", "2,\"b|\nc\",", " 3 ,d", "4,e,vi,more", "5,f");
            List<CsvRow> rows = new ArrayList<>();
            List<RowOutcome> faulty = new ArrayList<>();
            read(file.getBytes(StandardCharsets.UTF_8), rows, faulty);
            assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 4L, 6L, 8L);
            assertThat(rows).extracting(row -> row.cell("phone").orElse("")).containsExactly("1", "2", "3", "5");
            assertThat(rows.get(1).cell("areas")).contains("b|\nc");
            assertThat(rows.get(1).cell("language")).isEmpty();
            assertThat(rows.get(2).cell("language")).isEmpty();
            assertThat(faulty).singleElement().asInstanceOf(type(RowOutcome.Faulty.class))
                    .satisfies(fault -> assertThat(fault.faults().getFirst().line()).isEqualTo(7));
        }
    }

    @Test
    void aLastLineWithoutAnEndCounts() throws Exception {
        List<CsvRow> rows = new ArrayList<>();
        read("phone,areas\n1,a".getBytes(StandardCharsets.UTF_8), rows, new ArrayList<>());
        assertThat(rows).hasSize(1);
    }

    @Test
    void cellsAreInNfcAndDoNotShowThemselves() {
        var row = new CsvRow(2, java.util.Map.of("name", "Tho\u0302n"));
        assertThat(row.cell("name")).contains("Th\u00f4n");
        assertThat(row.toString()).isEqualTo("row at line 2");
    }

    @Test
    void allThatIsWrongWithAHeaderIsSaid() {
        assertThatThrownBy(() -> read("phone,fone,phone\n".getBytes(StandardCharsets.UTF_8), new ArrayList<>(), new ArrayList<>()))
                .asInstanceOf(type(UnreadableFileException.class)).satisfies(e -> assertThat(e.faults()).extracting(RowFault::code)
                        .containsExactly("unknown-column", "repeated-column", "missing-column"));
    }

    @Test
    void whatIsNoCsvIsRefusedWithAReason() {
        assertThat(refusal("")).contains("empty");
        assertThat(refusal("phone;areas\n1;a\n")).contains("commas");
        assertThat(refusal("phone,areas\n1,\"a\n2,b\n")).contains("line 2");
        assertThat(refusal("phone,areas\n1,Hà\n", Charset.forName("windows-1252"))).contains("UTF-8");
        assertThat(refusal("\u00e0", Charset.forName("windows-1252"))).contains("UTF-8");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNotGatheredInMemory() {
        assertThat(refusal("phone,areas\n1,\"a\n" + "0912345678,99001\n".repeat(100_000))).contains("line 2", "longer than");
        assertThat(refusal("\"" + "x".repeat(2_000_000))).contains("line 1");
    }

    @Test
    void aLongFileOfShortRecordsIsRead() throws Exception {
        List<CsvRow> rows = new ArrayList<>();
        read(("phone,areas\n" + "0912345678,99001\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8), rows, new ArrayList<>());
        assertThat(rows).hasSize(100_000);
    }

    @Test
    void aCellWithAControlCharacterIsAFaultOfItsRow() throws Exception {
        List<CsvRow> rows = new ArrayList<>();
        List<RowOutcome> faulty = new ArrayList<>();
        read("phone,areas\n1,a\n2,\u0000\n3,\u0007\n4,\"b\nc\"\n".getBytes(StandardCharsets.UTF_8), rows, faulty);
        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 5L);
        assertThat(faulty).extracting(f -> ((RowOutcome.Faulty) f).faults().getFirst())
                .extracting(f -> f.line() + " " + f.column() + " " + f.code())
                .containsExactly("3 areas invalid-character", "4 areas invalid-character");
    }

    private String refusal(String text) {
        return refusal(text, StandardCharsets.UTF_8);
    }

    private String refusal(String text, Charset charset) {
        try {
            read(text.getBytes(charset), new ArrayList<>(), new ArrayList<>());
            return "";
        } catch (UnreadableFileException e) {
            return e.reason().en();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void read(byte[] bytes, List<CsvRow> rows, List<RowOutcome> faulty) throws UnreadableFileException, IOException {
        Path file = Files.write(directory.resolve("rows.csv"), bytes);
        try (CsvRows csv = CsvRows.open(file, FORMAT)) {
            for (CsvRows.Batch batch = csv.next(2); !batch.isEmpty(); batch = csv.next(2)) {
                rows.addAll(batch.rows());
                faulty.addAll(batch.faulty());
            }
        }
    }
}
