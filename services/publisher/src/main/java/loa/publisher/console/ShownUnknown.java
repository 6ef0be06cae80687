package loa.publisher.console;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.publisher.channel.UnknownDeliveries;

/**
 * One unknown delivery on the page.
 *
 * @param phone  masked; null where the channel has no numbers
 * @param next   when the provider is asked again; null: it waits for a receipt or a person
 * @param chosen whether its box was checked when the form came back
 */
record ShownUnknown(String delivery, @Nullable String phone, String area, int revision, String reason, String code, ShownTime since,
        int notFound, @Nullable ShownTime next, List<ShownAttempt> attempts, boolean chosen) {
    /** One call to the provider, in a few words. */
    record ShownAttempt(ShownTime at, String provider, String outcome, @Nullable String code) {}

    static ShownUnknown of(UnknownDeliveries.Unknown unknown, Function<AreaCode, String> areas, boolean chosen, Words words) {
        return new ShownUnknown(unknown.delivery(), unknown.phone(), areas.apply(unknown.area()), unknown.revision(),
                words.reason(unknown.reason()), unknown.reason(), words.exactTime(unknown.since()), unknown.notFound(),
                unknown.next() == null ? null : words.exactTime(unknown.next()),
                unknown.attempts().stream()
                        .map(a -> new ShownAttempt(words.exactTime(a.at()), a.provider(), words.text("unknown.outcome." + a.outcome()),
                                a.code()))
                        .toList(),
                chosen);
    }
}
