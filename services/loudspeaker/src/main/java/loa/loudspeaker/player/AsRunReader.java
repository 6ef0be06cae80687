package loa.loudspeaker.player;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one entry at a time, so that one that is at fault does not keep the others out. */
final class AsRunReader {
    private static final Set<String> FIELDS = Set.of("item", "start", "end", "outcome", "playedSeconds", "volume", "reason");
    /** A player's clock may be wrong, but not so that its log lies a day ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);
    /** Further back than any plan or archive of a player reaches; a clock that lost its battery says 1970, or the year 0. */
    private static final Duration BACK = Duration.ofDays(400);
    private static final int LONGEST_REASON = 500;

    private final Instant now;

    AsRunReader(Instant now) {
        this.now = now;
    }

    /** What became of reading. */
    sealed interface Reading {
        record Sound(AsRunEntry entry) implements Reading {}

        record Faulty(String reason) implements Reading {}
    }

    Reading read(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            return new Reading.Faulty("not-an-object");
        }
        if (!FIELDS.containsAll(node.propertyNames())) {
            return new Reading.Faulty("unknown-field");
        }
        Optional<UUID> item = uuid(text(node, "item"));
        Optional<OffsetDateTime> start = time(text(node, "start"));
        Optional<OffsetDateTime> end = time(text(node, "end"));
        Optional<AsRunEntry.Outcome> outcome = Optional.ofNullable(text(node, "outcome")).flatMap(AsRunEntry.Outcome::ofCode);
        if (item.isEmpty() || start.isEmpty() || end.isEmpty() || outcome.isEmpty()) {
            return new Reading.Faulty(item.isEmpty()
                    ? "invalid-item"
                    : start.isEmpty() ? "invalid-start" : end.isEmpty() ? "invalid-end" : "invalid-outcome");
        }
        String fault = fault(node, start.get(), end.get(), outcome.get());
        return fault == null
                ? new Reading.Sound(entry(node, item.get(), start.get(), end.get(), outcome.get()))
                : new Reading.Faulty(fault);
    }

    private @Nullable String fault(JsonNode node, OffsetDateTime start, OffsetDateTime end, AsRunEntry.Outcome outcome) {
        JsonNode played = node.path("playedSeconds");
        JsonNode volume = node.path("volume");
        String reason = text(node, "reason");
        if (end.isBefore(start)) {
            return "ends-before-start";
        }
        if (start.toInstant().isBefore(now.minus(BACK))) {
            return "too-old";
        }
        if (end.toInstant().isAfter(now.plus(AHEAD))) {
            return "in-the-future";
        }
        if (!played.isNumber() || played.asDouble() < 0 || played.asDouble() > 86_400) {
            return "invalid-played-seconds";
        }
        if (!isAbsent(volume) && (!volume.isIntegralNumber() || volume.asInt() < 0 || volume.asInt() > 100)) {
            return "invalid-volume";
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            return "reason-too-long";
        }
        if (reason != null && reason.indexOf('\0') >= 0) {
            return "invalid-reason";
        }
        return outcome.needsReason() && (reason == null || reason.isBlank()) ? "reason-required" : null;
    }

    private static AsRunEntry entry(JsonNode node, UUID item, OffsetDateTime start, OffsetDateTime end, AsRunEntry.Outcome outcome) {
        JsonNode volume = node.path("volume");
        return new AsRunEntry(item, start, end, outcome, Duration.ofMillis(Math.round(node.path("playedSeconds").asDouble() * 1000)),
                isAbsent(volume) ? null : volume.asInt(), text(node, "reason"));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> time(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
