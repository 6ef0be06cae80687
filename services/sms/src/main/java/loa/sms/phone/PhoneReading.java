package loa.sms.phone;

import loa.api.problem.Wording;

/** What became of a text that should be a phone number. */
public sealed interface PhoneReading {
    /** It is one. */
    record Valid(PhoneNumber phone) implements PhoneReading {}

    /**
     * It is none.
     *
     * @param detail why, for the person who wrote it; quotes what he wrote, so it may be shown to him but not kept or logged in clear
     */
    record Invalid(Wording detail) implements PhoneReading {}
}
