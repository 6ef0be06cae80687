package loa.loudspeaker.player;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a station says it played.
 *
 * @param played what was heard; not checked against the times
 * @param reason for people; null where everything went well
 */
record AsRunEntry(UUID item, OffsetDateTime start, OffsetDateTime end, Outcome outcome, Duration played, @Nullable Integer volume,
        @Nullable String reason) {
    enum Outcome {
        COMPLETED,
        INTERRUPTED,
        FAILED,
        SKIPPED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean needsReason() {
            return this == FAILED || this == SKIPPED;
        }

        static Optional<Outcome> ofCode(String code) {
            return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst();
        }
    }
}
