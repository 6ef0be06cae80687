package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import loa.contract.BulletinClass;

/** A pacer by a clock that is set by hand. */
abstract class PacerFixture {
    static final Set<BulletinClass> ALL = EnumSet.allOf(BulletinClass.class);

    static final Instant START = Instant.parse("2026-11-22T07:00:00Z");

    Instant now = START;

    static BulletinClass granted(Pacer pacer, Set<BulletinClass> waiting) {
        return ((Pacer.Answer.Granted) pacer.ask(waiting)).lane();
    }

    final Pacer pacer(int slots, int reserved, double rate) {
        return new Pacer(new PaceSettings(slots, reserved, rate), () -> Duration.between(START, now).toNanos());
    }
}
