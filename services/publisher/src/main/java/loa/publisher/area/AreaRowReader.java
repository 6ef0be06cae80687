package loa.publisher.area;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.api.imports.CsvRow;
import loa.api.imports.RowFault;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.AreaType;

/** Reads the cells of a row and notes each one that cannot be read. For one batch, not thread-safe. */
final class AreaRowReader {
    private static final int LONGEST_NAME = 200;

    private final List<RowFault> faults = new ArrayList<>();

    List<RowFault> faults() {
        return List.copyOf(faults);
    }

    /** The row; empty when a cell is faulty. */
    Optional<AreaRow> read(CsvRow row) {
        int before = faults.size();
        long line = row.line();
        AreaCode code = code(line, "code", cell(row, "code"));
        AreaCode parent = cell(row, "parent_code").isEmpty() ? null : code(line, "parent_code", cell(row, "parent_code"));
        AreaType type = type(line, cell(row, "type"));
        String name = name(line, cell(row, "name"));
        LocalDate from = day(line, "valid_from", cell(row, "valid_from"));
        LocalDate to = cell(row, "valid_to").isEmpty() ? null : day(line, "valid_to", cell(row, "valid_to"));
        if (faults.size() > before || code == null || type == null || from == null) {
            return Optional.empty();
        }
        if (to != null && to.isBefore(from)) {
            fault(line, "valid_to", "before-valid-from", Wording.of("%s trước %s.", "%s is before %s.", to, from));
        }
        checkCharacters(line, "aliases", cell(row, "aliases"));
        checkTier(line, code, parent, type);
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(new AreaRow(line, code, parent, type, name, from, to, aliases(cell(row, "aliases"))));
    }

    void fault(long line, String column, String code, Wording detail) {
        faults.add(new RowFault(line, column, code, detail));
    }

    private static String cell(CsvRow row, String column) {
        return row.cell(column).orElse("");
    }

    private @Nullable AreaCode code(long line, String column, String text) {
        if (AreaCode.isWellFormed(text)) {
            return new AreaCode(text);
        }
        fault(line, column, "invalid-code", Wording.of("Mã địa bàn không hợp lệ: %s.", "The area code is not valid: %s.", text));
        return null;
    }

    private @Nullable AreaType type(long line, String text) {
        for (AreaType type : AreaType.values()) {
            if (type.code().equals(text)) {
                return type;
            }
        }
        fault(line, "type", "unknown-type", Wording.of("Không có loại địa bàn %s.", "There is no type of area %s.", text));
        return null;
    }

    private String name(long line, String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            fault(line, "name", "invalid-length",
                    Wording.of("Tên phải có 1 đến 200 ký tự.", "The name must have 1 to 200 characters."));
        }
        checkCharacters(line, "name", text);
        return text;
    }

    /** A line feed or a tab would be shown, sent and searched as part of the name. */
    private void checkCharacters(long line, String column, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(line, column, "invalid-character", Wording.of("Có ký tự điều khiển.", "There is a control character."));
        }
    }

    private @Nullable LocalDate day(long line, String column, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            fault(line, column, "invalid-day", Wording.of("Ngày không hợp lệ: %s.", "The day is not valid: %s.", text));
            return null;
        }
    }

    /** A province stands alone, a commune below a province, a residential unit below the commune with whose code its own begins. */
    private void checkTier(long line, AreaCode code, @Nullable AreaCode parent, AreaType type) {
        int length = switch (type) {
            case PROVINCE -> 2;
            case WARD, COMMUNE, SPECIAL_ZONE -> 5;
            case VILLAGE, RESIDENTIAL_GROUP -> code.value().length() > 5 ? code.value().length() : 8;
        };
        if (code.value().length() != length) {
            fault(line, "code", "wrong-tier",
                    Wording.of("Mã %s không hợp với loại %s.", "Code %s does not fit type %s.", code, type.code()));
            return;
        }
        boolean fits = switch (type) {
            case PROVINCE -> parent == null;
            case WARD, COMMUNE, SPECIAL_ZONE -> parent != null && parent.value().length() == 2;
            case VILLAGE, RESIDENTIAL_GROUP -> parent != null && code.value().startsWith(parent.value() + "-");
        };
        if (!fits) {
            fault(line, "parent_code", "wrong-tier", Wording.of("Địa bàn cấp trên của %s không thể là %s.",
                    "The area above %s cannot be %s.", code, parent == null ? "∅" : parent));
        }
    }

    private static List<String> aliases(String text) {
        return Arrays.stream(text.split("\\|", -1)).map(String::strip).filter(alias -> !alias.isEmpty()).toList();
    }
}
