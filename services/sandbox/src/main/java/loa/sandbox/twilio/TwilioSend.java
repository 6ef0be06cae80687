package loa.sandbox.twilio;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param recipient the digits of an E.164 number
 */
record TwilioSend(long recipient, String from, String body, @Nullable String statusCallback,
        @Nullable Integer validityPeriod) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");

    /** The digits of an E.164 number as one number, -1 when {@code to} is none. */
    static long recipient(String to) {
        return E164.matcher(to).matches() ? Long.parseLong(to, 1, to.length(), 10) : -1;
    }
}
