package loa.publisher.area;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import loa.api.imports.CsvRow;
import loa.api.imports.RowFault;
import loa.contract.AreaCode;
import loa.contract.AreaType;

import static org.assertj.core.api.Assertions.assertThat;

class AreaRowsTest {
    private static final LocalDate START = LocalDate.parse("2025-07-01");

    private static List<String> faults(String code, String parent, String type, String name, String from, String to) {
        var reader = new AreaRowReader();
        assertThat(reader.read(new CsvRow(2, Map.of("code", code, "parent_code", parent, "type", type, "name", name, "valid_from", from,
                "valid_to", to))).isPresent()).isEqualTo(reader.faults().isEmpty());
        return reader.faults().stream().map(f -> f.column() + " " + f.code()).toList();
    }

    private static AreaRow row(String code, @Nullable String parent, LocalDate from, @Nullable LocalDate to) {
        return new AreaRow(2, new AreaCode(code), parent == null ? null : new AreaCode(parent), AreaType.PROVINCE, "Tên", from, to,
                List.of());
    }

    private static AreaVersion version(String code, LocalDate from, @Nullable LocalDate to) {
        return AreaVersion.of(row(code, null, from, to));
    }

    @ParameterizedTest
    @CsvSource({"99, '', province", "99001, 99, ward", "99001, 99, commune", "99001, 99, special-zone", "99001-01, 99001, village",
            "99001-123, 99001, residential-group"})
    void aRowThatFitsItsTierIsTaken(String code, String parent, String type) {
        assertThat(faults(code, parent, type, "Tên", "2025-07-01", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99001, '', province, code wrong-tier", "99, 98, province, parent_code wrong-tier",
            "99001, '', ward, parent_code wrong-tier",
            "99001, 99002, ward, parent_code wrong-tier", "99001-01, 99002, village, parent_code wrong-tier",
            "99001, 99, village, code wrong-tier", "9, '', province, code invalid-code", "99, '', county, type unknown-type"})
    void aRowThatFitsNoTierIsRefused(String code, String parent, String type, String fault) {
        assertThat(faults(code, parent, type, "Tên", "2025-07-01", "")).containsExactly(fault);
    }

    @Test
    void allCellsAtFaultAreTold() {
        assertThat(faults("9900", "9", "x", " ", "01/07/2025", "?")).containsExactly("code invalid-code", "parent_code invalid-code",
                "type unknown-type", "name invalid-length", "valid_from invalid-day", "valid_to invalid-day");
        assertThat(faults("99", "", "province", "Tên", "2025-07-01", "2025-06-30")).containsExactly("valid_to before-valid-from");
    }

    @Test
    void aNewVersionEndsTheOneBefore() {
        var lines = new AreaTimelines(List.of(version("99", START, null)));
        List<AreaVersion> stored = lines.add(List.of(row("99", null, START.plusYears(1), null)));
        assertThat(lines.faults()).isEmpty();
        assertThat(stored).extracting(AreaVersion::validTo).containsExactly(START.plusYears(1).minusDays(1), null);
        assertThat(stored.getFirst().successors()).containsExactly(new AreaCode("99"));
    }

    @Test
    void twoAreasNeverHaveTheSameCodeOnOneDay() {
        var lines = new AreaTimelines(List.of(version("99", START, START.plusDays(9))));
        lines.add(List.of(row("99", null, START.plusDays(9), null)));
        assertThat(lines.faults()).extracting(RowFault::code).containsExactly("overlapping-validity");
    }

    @Test
    void aParentMayStandBelowItsChildInTheFileButMustBeValidWithIt() {
        var lines = new AreaTimelines(List.of());
        lines.add(List.of(row("99001", "99", START, null), row("99", null, START, null)));
        assertThat(lines.faults()).isEmpty();
        var later = new AreaTimelines(List.of(version("99", START.plusDays(1), null)));
        later.add(List.of(row("99001", "99", START, null)));
        assertThat(later.faults()).extracting(RowFault::code).containsExactly("unknown-parent");
    }

    @Test
    void anEndThatWouldLeaveVillagesWithoutACommuneIsAFault() {
        AreaVersion commune = AreaVersion.of(row("99001", null, START, null));
        AreaVersion village = AreaVersion.of(row("99001-01", "99001", START, null));
        LocalDate end = START.plusYears(1);

        var orphaning = new AreaTimelines(List.of(commune, village));
        orphaning.add(List.of(row("99001", null, START, end)));
        assertThat(orphaning.faults()).extracting(RowFault::code).containsExactly("leaves-orphans");
        assertThat(orphaning.faults().getFirst().detail().en()).contains("99001-01", end.plusDays(1).toString());

        var complete = new AreaTimelines(List.of(commune, village));
        complete.add(List.of(row("99001", null, START, end), row("99001-01", "99001", START, end)));
        assertThat(complete.faults()).isEmpty();

        var passedOn = new AreaTimelines(List.of(commune, village));
        passedOn.add(List.of(row("99001", null, end, null)));
        assertThat(passedOn.faults()).as("the code goes to another commune without a gap").isEmpty();
    }

    @Test
    void anAreaMustHaveOneAboveItAllItsDays() {
        var lines = new AreaTimelines(List.of(version("99", START, START.plusYears(1))));
        lines.add(List.of(row("99001", "99", START, null)));
        assertThat(lines.faults()).extracting(RowFault::code).containsExactly("unknown-parent");
    }

    @Test
    void aNameIsOneLineWithoutControlCharacters() {
        assertThat(faults("99", "", "province", "Tỉnh\nMẫu", "2025-07-01", "")).containsExactly("name invalid-character");
    }

    @Test
    void theSameRowTwiceIsADuplicate() {
        var lines = new AreaTimelines(List.of());
        lines.add(new ArrayList<>(List.of(row("99", null, START, null), row("99", null, START, null))));
        assertThat(lines.faults()).extracting(RowFault::code).containsExactly("duplicate");
    }

    @ParameterizedTest
    @CsvSource({"Đông Mẫu, dong mau", "ĐẶC KHU  Phú Quốc, dac khu phu quoc", "Thôn Đoài, thon doai", "99001-03, 99001-03"})
    void searchKnowsNeitherCaseNorDiacritics(String text, String expected) {
        assertThat(SearchText.of(text)).isEqualTo(expected);
    }

    @Test
    void aSearchIsNoPattern() {
        assertThat(SearchText.pattern("50%_\\")).isEqualTo("%50\\%\\_\\\\%");
    }
}
