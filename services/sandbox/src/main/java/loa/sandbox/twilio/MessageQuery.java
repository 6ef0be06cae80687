package loa.sandbox.twilio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import loa.sandbox.http.BadInput;
import loa.sandbox.http.Exchange;

/**
 * Which messages a list is of.
 *
 * @param recipient    digits of the number, null for all
 * @param bodyContains null for all
 * @param from         epoch milliseconds, the first that is wanted
 * @param until        epoch milliseconds, the first that is not
 * @param below        only messages with a smaller index
 */
record MessageQuery(@Nullable Long recipient, @Nullable String bodyContains, long from, long until, int below) {

    boolean takes(long acceptedAt) {
        return acceptedAt >= from && acceptedAt < until;
    }

    /**
     * Twilio's own: {@code To}, {@code DateSent} (that day in UTC), {@code DateSent>} (from then on) and {@code DateSent<}
     * (until then), with a day or a time.
     *
     * @param visibleUntil what was accepted later is not yet in the list
     */
    static MessageQuery ofTwilio(Exchange exchange, long visibleUntil) {
        long from = Long.MIN_VALUE;
        long until = visibleUntil;
        String on = exchange.field("DateSent");
        if (on != null) {
            from = begin(on);
            until = Math.min(until, end(on));
        }
        String after = exchange.field("DateSent>");
        if (after != null) {
            from = Math.max(from, begin(after));
        }
        String before = exchange.field("DateSent<");
        if (before != null) {
            until = Math.min(until, end(before));
        }
        return new MessageQuery(recipient(exchange.field("To")), null, from, until,
                Integer.MAX_VALUE);
    }

    /** The sandbox's own: {@code to}, {@code body}, a part of the text, and {@code cursor}, the index where the last answer ended. */
    static MessageQuery ofSandbox(Exchange exchange) {
        return new MessageQuery(recipient(exchange.field("to")), exchange.field("body"), Long.MIN_VALUE, Long.MAX_VALUE,
                exchange.number("cursor", Integer.MAX_VALUE, 0, Integer.MAX_VALUE));
    }

    private static @Nullable Long recipient(@Nullable String to) {
        if (to == null) {
            return null;
        }
        // a plus sign that was not escaped in a query arrives as a space
        long number = TwilioSend.recipient(to.startsWith(" ") ? "+" + to.substring(1) : to);
        return number;
    }

    private static long begin(String text) {
        return text.length() == 10 ? day(text).toEpochMilli() : time(text).toEpochMilli();
    }

    private static long end(String text) {
        return text.length() == 10 ? day(text).toEpochMilli() + 86_400_000 : time(text).toEpochMilli() + 1;
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw BadInput.unreadable("DateSent is a day (2026-11-22) or a time, but was " + text + ".");
        }
    }

    private static Instant time(String text) {
        try {
            // the SDK formats without an offset and means UTC
            return text.length() == 19
                    ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw BadInput.unreadable("DateSent is a day (2026-11-22) or a time, but was " + text + ".");
        }
    }
}
