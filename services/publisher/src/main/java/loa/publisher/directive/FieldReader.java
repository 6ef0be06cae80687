package loa.publisher.directive;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.LoaJson;

/** Reads single fields: text in NFC and within its bounds, days, times with offset. What cannot be read is a fault and answers null. */
final class FieldReader {
    private final Faults faults;

    FieldReader(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param longest in characters (code points)
     */
    @Nullable
    String text(String pointer, @Nullable String typed, int longest) {
        if (typed == null) {
            return null;
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > longest) {
            faults.add(pointer, "invalid-length",
                    Wording.of("Cần 1 đến %d ký tự, nhưng có %d.", "1 to %d characters are needed, but there are %d.", longest, length));
            return null;
        }
        if (text.codePoints().anyMatch(FieldReader::isUnprintable)) {
            faults.add(pointer, "invalid-character",
                    Wording.of("Có ký tự điều khiển.", "There is a control character."));
            return null;
        }
        return text;
    }

    @Nullable
    LocalDate day(String pointer, @Nullable String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed);
        } catch (DateTimeException e) {
            faults.add(pointer, "invalid-day",
                    Wording.of("Ngày không hợp lệ: %s; đúng dạng: 2026-11-22.", "The day is not valid: %s; the form is 2026-11-22.",
                            typed));
            return null;
        }
    }

    /** In the offset of Viet Nam, to the millisecond. */
    @Nullable
    OffsetDateTime time(String pointer, @Nullable String typed) {
        try {
            return typed == null
                    ? null
                    : OffsetDateTime.parse(typed).withOffsetSameInstant(LoaJson.OFFSET).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            faults.add(pointer, "invalid-time",
                    Wording.of("Thời điểm không hợp lệ: %s; đúng dạng: 2026-11-22T14:03:00+07:00, có múi giờ.",
                            "The time is not valid: %s; the form is 2026-11-22T14:03:00+07:00, with its offset.", typed));
            return null;
        }
    }

    /** Control characters would be sent, spoken or refused by the database; half a surrogate pair is no character. */
    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' || Character.getType(c) == Character.SURROGATE;
    }
}
