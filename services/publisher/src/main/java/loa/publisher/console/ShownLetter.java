package loa.publisher.console;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.publisher.deadletter.DeadLetter;
import loa.publisher.deadletter.LetterSentences;
import loa.publisher.deadletter.LetterState;

/**
 * A refused record, for the pages.
 *
 * @param type     what it says it is, without the name that all types begin with; null: it does not say
 * @param by       the services that refused it; empty: none has said so
 * @param advice   the key of what can be done about it
 * @param decision null: nobody has decided
 */
record ShownLetter(String id, String topic, int partition, String offset, @Nullable String type, String reason, String detail,
        ShownTime at, List<String> by, String state, int version, boolean open, boolean replayable, String advice,
        @Nullable String replayOf, @Nullable String cameBackAs, List<ShownRefusal> refusals, @Nullable ShownDecision decision) {
    private static final String COMMON_TYPE = "vn.loa.";

    /** One service's refusal. */
    record ShownRefusal(String by, String reason, ShownTime at) {}

    /** Who decided what, and where the record stands again. */
    record ShownDecision(String act, String by, ShownTime at, @Nullable String reason, @Nullable String to) {}

    static ShownLetter of(DeadLetter letter, Words words) {
        String reason = letter.reason().code();
        String type = letter.type();
        return new ShownLetter(letter.id().toString(), letter.place().topic(), letter.place().partition(),
                Long.toString(letter.place().offset()), type == null ? null : type.substring(COMMON_TYPE.length()), reason,
                words.text(LetterSentences.of(letter)), words.exactTime(letter.at()),
                letter.refusals().stream().map(DeadLetter.Refusal::by).filter(by -> !by.isEmpty()).distinct().toList(),
                letter.state().code(), letter.version(), letter.isOpen(), letter.isReplayable(), "dead-letter.advice." + reason,
                text(letter.replayOf()), text(letter.cameBackAs()), refusals(letter, words), decision(letter.state(), words));
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static List<ShownRefusal> refusals(DeadLetter letter, Words words) {
        Stream<DeadLetter.Refusal> all = letter.refusals().stream();
        return all.map(r -> new ShownRefusal(r.by(), r.reason().code(), words.exactTime(r.at()))).toList();
    }

    private static @Nullable ShownDecision decision(LetterState state, Words words) {
        return switch (state) {
            case LetterState.Open _ -> null;
            case LetterState.Decided d -> new ShownDecision(d.code(), d.name(), words.exactTime(d.at()), d.reason(),
                    d.to() == null ? null : d.to().partition() + " / " + d.to().offset());
        };
    }
}
