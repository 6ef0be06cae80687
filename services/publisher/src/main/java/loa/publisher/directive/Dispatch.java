package loa.publisher.directive;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import loa.contract.Source;

/**
 * The official document that a directive carries out.
 *
 * @param text the whole document, at most 200,000 characters; never leaves the desk
 */
public record Dispatch(@Nullable String number, @Nullable String symbol, @Nullable String issuingBody, @Nullable LocalDate date,
        @Nullable String subject, @Nullable String text) {
    /** What of it the channels get to know. */
    Source withoutText() {
        return new Source(number, symbol, issuingBody, date, subject);
    }
}
