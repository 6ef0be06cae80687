package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import loa.contract.BulletinClass;
import loa.delivery.Inquiry;
import loa.delivery.ledger.Inquiries.Finding;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.pace.BackOff;

/**
 * What an answer of the provider means for an unknown delivery.
 *
 * @param interval between two questions
 */
record InquiryRule(Duration interval, BackOff backOff, RandomGenerator random) {
    /** A provider's list may lag behind, so "not found" is believed the second time. */
    private static final int NOT_FOUND_IS_BELIEVED = 2;

    Finding finding(OpenDelivery delivery, Inquiry.Answer answer, Instant now, Instant expires) {
        return switch (answer) {
            case Inquiry.Answer.Found found -> new Finding.Accepted(found.reference());
            case Inquiry.Answer.NotFound _ -> delivery.checks() + 1 >= NOT_FOUND_IS_BELIEVED
                    ? new Finding.SendAgain(now, false)
                    : new Finding.StillUnknown(delivery.checks() + 1, now.plus(interval));
            case Inquiry.Answer.NoAnswer _ -> new Finding.StillUnknown(delivery.checks(), now.plus(interval));
            case Inquiry.Answer.CannotTell _ -> delivery.lane() == BulletinClass.EMERGENCY
                    ? sendAgain(delivery, now, expires)
                    : new Finding.StillUnknown(delivery.checks(), null);
            case Inquiry.Answer.SendAgain _ -> sendAgain(delivery, now, expires);
        };
    }

    /** At once after the first attempt, later with growing pauses: a provider that never answers is not asked in a circle. */
    private Finding sendAgain(OpenDelivery delivery, Instant now, Instant expires) {
        return new Finding.SendAgain(
                delivery.attempt() == 1 ? now : backOff.in(delivery.lane()).next(now, delivery.attempt() - 1, null, expires, random), true);
    }
}
