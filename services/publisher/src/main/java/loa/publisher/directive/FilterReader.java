package loa.publisher.directive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.LoaJson;

/** Reads the filter of a list of directives from the query. */
public final class FilterReader {
    private FilterReader() {}

    /**
     * The filter that these parameters name; absent and empty mean whatever.
     *
     * @param from a day or a time with offset; drafted then or later
     * @param to   a day (its end is meant) or a time with offset; drafted before
     * @param exercise {@code true} or {@code false}
     * @throws ProblemException 422 with all parameters that cannot be read
     */
    public static DirectiveFilter read(@Nullable String state, @Nullable String bulletinClass, @Nullable String area,
            @Nullable String from, @Nullable String to, @Nullable String exercise) {
        var faults = new Faults();
        String wanted = state == null || state.isEmpty() ? null : state;
        if (wanted != null && !DirectiveState.CODES.contains(wanted)) {
            faults.add("?state", "unknown-state", Wording.of("Không có trạng thái %s.", "There is no state %s.", wanted));
        }
        var filter = new DirectiveFilter(wanted, bulletinClass(bulletinClass, faults), area(area, faults),
                time("?from", from, 0, faults), time("?to", to, 1, faults), exercise(exercise, faults));
        faults.refuse();
        return filter;
    }

    private static @Nullable Boolean exercise(@Nullable String code, Faults faults) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        if (!code.equals("true") && !code.equals("false")) {
            faults.add("?exercise", "unknown-value",
                    Wording.of("exercise phải là true hoặc false.", "exercise must be true or false."));
        }
        return Boolean.valueOf(code);
    }

    private static @Nullable BulletinClass bulletinClass(@Nullable String code, Faults faults) {
        try {
            return code == null || code.isEmpty() ? null : BulletinClass.ofCode(code);
        } catch (IllegalArgumentException e) {
            faults.add("?bulletinClass", "unknown-class", Wording.of("Không có loại bản tin %s.", "There is no bulletin class %s.", code));
            return null;
        }
    }

    private static @Nullable AreaCode area(@Nullable String code, Faults faults) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        if (AreaCode.isWellFormed(code)) {
            return new AreaCode(code);
        }
        faults.add("?area", "unknown-area", Wording.of("Không có địa bàn %s.", "There is no area %s.", code));
        return null;
    }

    private static @Nullable OffsetDateTime time(String pointer, @Nullable String text, int daysLater, Faults faults) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return text.length() == "2026-11-22".length()
                    ? LocalDate.parse(text).plusDays(daysLater).atStartOfDay().atOffset(LoaJson.OFFSET)
                    : OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            faults.add(pointer, "invalid-time", Wording.of("Cần ngày hoặc thời điểm có múi giờ, nhưng là %s.",
                    "A day or a time with its offset is needed, but it was %s.", text));
            return null;
        }
    }
}
