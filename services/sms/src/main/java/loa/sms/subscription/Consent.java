package loa.sms.subscription;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The proof that a resident agreed.
 *
 * @param how  in which way, such as a paper form at the commune's office
 * @param text which version of the text he agreed to; null: not recorded
 */
record Consent(Instant at, String how, @Nullable String text) {
    static final int LONGEST_HOW = 200;
    static final int LONGEST_TEXT = 100;

    Consent {
        if (how.isBlank() || how.length() > LONGEST_HOW) {
            throw new IllegalArgumentException("how must have 1..200 characters, but had " + how.length());
        }
    }
}
