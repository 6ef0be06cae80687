package loa.publisher.deadletter;

import java.time.OffsetDateTime;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.api.problem.Language;

/**
 * A dead letter as JSON.
 *
 * @param partition  where the refused record stands, with {@code offset}
 * @param type       what the record says it is
 * @param detail     why it was refused, in the reader's language
 * @param replayOf   the letter whose replay was refused again
 * @param cameBackAs the letter that its own replay became
 * @param record     of one letter alone, not in lists
 */
@Schema(name = "DeadLetter")
record LetterView(DeadLetterId id, String topic, int partition, long offset, OffsetDateTime at,
        @Schema(allowableValues = {
                "unsigned", "forged", "unknown-key", "unknown-type", "unreadable", "changed-bytes",
                "misplaced", "unstorable"}) String reason,
        @Nullable String type, String detail, @Schema(allowableValues = {"open", "replayed", "discarded"}) String state, int version,
        boolean replayable, List<RefusalView> refusals, @Nullable DeadLetterId replayOf, @Nullable DeadLetterId cameBackAs,
        @Nullable DecisionView decision, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RecordView record) {
    /** Who refused it; null: he did not say. */
    @Schema(name = "DeadLetterRefusal")
    record RefusalView(@Nullable String by, String reason, OffsetDateTime at) {}

    /** Who decided; {@code partition} and {@code offset} are where the record stands again. */
    @Schema(name = "DeadLetterDecision")
    record DecisionView(@Schema(allowableValues = {"replayed", "discarded"}) String act, String by, OffsetDateTime at,
            @Nullable String reason, @Nullable Integer partition, @Nullable Long offset) {}

    /** What of the record may be shown. */
    @Schema(name = "DeadLetterRecord")
    record RecordView(@Nullable String key, List<ShownRecord.ShownHeader> headers, @Nullable Integer valueBytes,
            @Schema(description = "The value by its form: no text that is not an id, a time or a code.") @Nullable String outline) {}

    static LetterView inList(DeadLetter letter, Language language) {
        return of(letter, null, language);
    }

    static LetterView of(Letters.Opened opened, Language language) {
        ShownRecord record = opened.record();
        return of(opened.letter(), new RecordView(record.key(), record.headers(), record.valueBytes(), record.outline()), language);
    }

    private static LetterView of(DeadLetter letter, @Nullable RecordView record, Language language) {
        Place place = letter.place();
        List<RefusalView> refusals = letter.refusals().stream()
                .map(r -> new RefusalView(r.by().isEmpty() ? null : r.by(), r.reason().code(), r.at())).toList();
        return new LetterView(letter.id(), place.topic(), place.partition(), place.offset(), letter.at(), letter.reason().code(),
                letter.type(), LetterSentences.of(letter).in(language), letter.state().code(), letter.version(), letter.isReplayable(),
                refusals, letter.replayOf(), letter.cameBackAs(), decision(letter.state()), record);
    }

    private static @Nullable DecisionView decision(LetterState state) {
        return switch (state) {
            case LetterState.Open _ -> null;
            case LetterState.Decided d -> new DecisionView(d.code(), d.name(), d.at(), d.reason(),
                    d.to() == null ? null : Integer.valueOf(d.to().partition()), d.to() == null ? null : Long.valueOf(d.to().offset()));
        };
    }
}
