package loa.sandbox.twilio;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One accepted message.
 *
 * @param validityPeriod seconds, null when none was asked for
 */
record TwilioMessage(int index, String sid, Instant acceptedAt, String to, String from, String body,
        @Nullable String statusCallback, @Nullable Integer validityPeriod, Course course) {

    /** Twilio's word for where the message is at {@code now}. */
    String status(Instant now) {
        return course.statusAfter(now.toEpochMilli() - acceptedAt.toEpochMilli());
    }
}
