package loa.loudspeaker.station;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Hours of a day as they stand in JSON: {@code 05:30}. */
final class HourText {
    private static final Pattern FORM = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private HourText() {}

    static Optional<LocalTime> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
    }
}
