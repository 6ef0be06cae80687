package loa.publisher.area;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.api.imports.RowFault;
import loa.api.problem.Wording;
import loa.contract.AreaCode;

/**
 * All versions of the areas that an import touches, stored ones and new ones, each code on its own line of time. A version without an
 * end is ended by the next one of its code. For one import, not thread-safe.
 */
final class AreaTimelines {
    private final Map<AreaCode, TreeMap<LocalDate, AreaVersion>> lines = new HashMap<>();
    private final Map<AreaCode, TreeMap<LocalDate, AreaVersion>> before = new HashMap<>();
    private final List<RowFault> faults = new ArrayList<>();

    /**
     * @param stored of the areas in the file, of those above them and of those right below them
     */
    AreaTimelines(List<AreaVersion> stored) {
        stored.forEach(version -> line(version.code()).put(version.validFrom(), version));
        lines.forEach((code, line) -> before.put(code, new TreeMap<>(line)));
    }

    /** The versions as they are to be stored; only to be used when there are no faults afterwards. */
    List<AreaVersion> add(List<AreaRow> rows) {
        Map<AreaCode, Map<LocalDate, AreaRow>> added = new HashMap<>();
        for (AreaRow row : rows) {
            AreaRow twin = added.computeIfAbsent(row.code(), _ -> new HashMap<>()).putIfAbsent(row.validFrom(), row);
            if (twin != null) {
                fault(row.line(), "code", "duplicate",
                        Wording.of("Trùng với dòng %d.", "The same area stands in line %d.", twin.line()));
            }
            line(row.code()).put(row.validFrom(), AreaVersion.of(row));
        }
        added.forEach((code, byDay) -> close(lines.getOrDefault(code, new TreeMap<>()), byDay));
        rows.forEach(this::checkParent);
        checkChildren(added);
        return added.keySet().stream().flatMap(code -> line(code).values().stream()).toList();
    }

    List<RowFault> faults() {
        return List.copyOf(faults);
    }

    private void fault(long line, String column, String code, Wording detail) {
        faults.add(new RowFault(line, column, code, detail));
    }

    private TreeMap<LocalDate, AreaVersion> line(AreaCode code) {
        return lines.computeIfAbsent(code, _ -> new TreeMap<>());
    }

    private void close(TreeMap<LocalDate, AreaVersion> line, Map<LocalDate, AreaRow> added) {
        for (LocalDate day : new ArrayList<>(line.keySet())) {
            Map.Entry<LocalDate, AreaVersion> before = line.lowerEntry(day);
            if (before == null) {
                continue;
            }
            LocalDate end = before.getValue().validTo();
            if (end == null) {
                line.put(before.getKey(), before.getValue().endedBefore(day));
            } else if (!end.isBefore(day)) {
                AreaRow row = added.getOrDefault(day, added.get(before.getKey()));
                fault(row == null ? 0 : row.line(), "valid_from", "overlapping-validity",
                        Wording.of("Mã đã dùng cho địa bàn khác đến hết %s.", "The code names another area until %s.", end));
            }
        }
    }

    private void checkParent(AreaRow row) {
        AreaCode parent = row.parent();
        if (parent == null) {
            return;
        }
        firstDayWithout(lines.get(parent), Objects.requireNonNull(line(row.code()).get(row.validFrom())))
                .ifPresent(day -> fault(row.line(), "parent_code", "unknown-parent", Wording.of(
                        "Không có địa bàn cấp trên %s vào ngày %s.", "There is no area %s above it on %s.", parent, day)));
    }

    /** A row that ends an area must not leave those below it without one above; the file has to end or move them too. */
    private void checkChildren(Map<AreaCode, Map<LocalDate, AreaRow>> added) {
        lines.values().stream().flatMap(line -> line.values().stream()).forEach(child -> {
            Map<LocalDate, AreaRow> rows = child.parent() == null ? null : added.get(child.parent());
            boolean itself = added.getOrDefault(child.code(), Map.of()).containsKey(child.validFrom());
            if (rows != null && !itself && firstDayWithout(before.get(child.parent()), child).isEmpty()) {
                firstDayWithout(lines.get(child.parent()), child).ifPresent(day -> fault(
                        rows.values().stream().mapToLong(AreaRow::line).max().orElse(0), "valid_to", "leaves-orphans",
                        Wording.of("Địa bàn %s bên dưới sẽ không còn cấp trên từ ngày %s.",
                                "The area %s below would have none above it from %s on.", child.code(), day)));
            }
        });
    }

    /** The first day of this version on which the line of the area above it has a gap; empty when there is none. */
    private static Optional<LocalDate> firstDayWithout(@Nullable TreeMap<LocalDate, AreaVersion> above, AreaVersion child) {
        LocalDate day = child.validFrom();
        LocalDate last = child.validTo() == null ? LocalDate.MAX : child.validTo();
        while (!day.isAfter(last)) {
            Map.Entry<LocalDate, AreaVersion> version = above == null ? null : above.floorEntry(day);
            if (version == null || !version.getValue().isValidOn(day)) {
                return Optional.of(day);
            }
            LocalDate end = version.getValue().validTo();
            if (end == null) {
                return Optional.empty();
            }
            day = end.plusDays(1);
        }
        return Optional.empty();
    }
}
