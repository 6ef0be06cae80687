package loa.publisher.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import loa.contract.DeadLetters;
import loa.contract.LoaJson;
import loa.contract.Topics;
import loa.contract.Verification;

/**
 * One refusal of one record, as it came. Whoever may write to the topic may write nonsense there: that is a letter too, of itself.
 *
 * @param place     where the refused record stands
 * @param type      what it says it is; null: it does not say, or nothing fit to be shown
 * @param refusedBy the service that refused it; empty: it did not say
 */
record ReceivedLetter(Place place, Verification.Reason reason, @Nullable String type, String refusedBy, OffsetDateTime at,
        RawRecord record) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern TYPE = Pattern.compile("vn\\.loa\\.[A-Za-z]{1,60}");
    private static final Pattern SERVICE = Pattern.compile("[a-z-]{1,30}");

    static ReceivedLetter of(ConsumerRecord<byte[], byte[]> letter) {
        RawRecord record = RawRecord.of(letter);
        Optional<Place> place = place(record);
        Optional<Verification.Reason> reason = reason(record.header(DeadLetters.REASON));
        boolean understood = place.isPresent() && reason.isPresent();
        String type = record.header("ce_type");
        String by = record.header(DeadLetters.REFUSED_BY);
        return new ReceivedLetter(understood ? place.get() : new Place(Topics.DEAD_LETTERS, letter.partition(), letter.offset()),
                understood ? reason.get() : Verification.Reason.UNREADABLE, TYPE.matcher(type).matches() ? type : null,
                SERVICE.matcher(by).matches() ? by : "", Instant.ofEpochMilli(Math.max(0, letter.timestamp())).atOffset(LoaJson.OFFSET),
                record);
    }

    private static Optional<Place> place(RawRecord record) {
        String topic = record.header(DeadLetters.TOPIC);
        try {
            var place = new Place(topic, Integer.parseInt(record.header(DeadLetters.PARTITION)),
                    Long.parseLong(record.header(DeadLetters.OFFSET)));
            boolean possible = TOPIC.matcher(topic).matches() && place.partition() >= 0 && place.offset() >= 0;
            return possible ? Optional.of(place) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Verification.Reason> reason(String code) {
        return Arrays.stream(Verification.Reason.values()).filter(reason -> reason.code().equals(code)).findFirst();
    }
}
