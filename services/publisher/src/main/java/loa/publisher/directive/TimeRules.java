package loa.publisher.directive;

import java.time.Duration;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.LoaJson;

/** From when and until when a directive may hold. */
final class TimeRules {
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration FARTHEST = Duration.ofDays(366);
    /** For the time in which a form is filled in, and for clocks that differ. */
    private static final Duration LATENESS = Duration.ofMinutes(10);

    private TimeRules() {}

    static void checkEffective(@Nullable OffsetDateTime effective, OffsetDateTime now, Faults faults) {
        if (effective == null) {
            return;
        }
        if (effective.isBefore(now.minus(LATENESS))) {
            faults.add("/effective", "in-the-past",
                    Wording.of("Thời điểm có hiệu lực đã qua: %s.", "The effective time has passed: %s.", LoaJson.format(effective)));
        }
        if (effective.isAfter(now.plus(FARTHEST))) {
            faults.add("/effective", "too-far",
                    Wording.of("Thời điểm có hiệu lực phải trong vòng một năm: %s.", "The effective time must be within a year: %s.",
                            LoaJson.format(effective)));
        }
    }

    static void checkExpires(@Nullable OffsetDateTime effective, @Nullable OffsetDateTime expires, OffsetDateTime now, Faults faults) {
        if (expires == null) {
            return;
        }
        if (!expires.isAfter(now)) {
            faults.add("/expires", "in-the-past",
                    Wording.of("Thời điểm hết hiệu lực đã qua: %s.", "The time of expiry has passed: %s.", LoaJson.format(expires)));
            return;
        }
        OffsetDateTime start = effective == null ? now : effective;
        if (!expires.isAfter(start)) {
            faults.add("/expires", "before-effective", Wording.of("Thời điểm hết hiệu lực %s phải sau thời điểm có hiệu lực.",
                    "The time of expiry %s must be after the effective time.", LoaJson.format(expires)));
        }
        if (expires.isAfter(start.plus(LONGEST))) {
            faults.add("/expires", "too-long",
                    Wording.of("Hiệu lực nhiều nhất 92 ngày: %s.", "It may be in force for 92 days at most: %s.", LoaJson.format(expires)));
        }
    }
}
