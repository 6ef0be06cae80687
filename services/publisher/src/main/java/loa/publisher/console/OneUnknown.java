package loa.publisher.console;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.publisher.channel.UnknownDeliveries.Query;

/**
 * Which unknown deliveries a page is about: of one directive on one channel, and those of them that the filter leaves.
 *
 * @param reason a code; null: any
 * @param older  one of {@link #AGES}; null: of any age
 */
record OneUnknown(Channel channel, DirectiveId directive, @Nullable String reason, @Nullable String older) {
    /** How long ago the attempt must have begun, at least. */
    static final Map<String, Duration> AGES = Map.of("1m", Duration.ofMinutes(1), "10m", Duration.ofMinutes(10), "1h",
            Duration.ofHours(1), "24h", Duration.ofHours(24));

    /** From a path and the fields of a filter; what is no age is none. */
    static OneUnknown of(String channel, String directive, @Nullable String reason, @Nullable String older) {
        String age = ComposeForm.clean(older);
        return new OneUnknown(channel(channel), DirectiveId.parse(directive), ComposeForm.clean(reason),
                age == null || AGES.containsKey(age) ? age : null);
    }

    private static Channel channel(String code) {
        return Arrays.stream(Channel.values()).filter(c -> c.code().equals(code)).findFirst()
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có kênh %s.", "There is no channel %s.", code)));
    }

    Query query(Clock clock) {
        Duration age = older == null ? null : AGES.get(older);
        return new Query(channel, directive, reason, age == null ? null : OffsetDateTime.now(clock).minus(age));
    }

    /** All of the directive on the channel. */
    Query unfiltered() {
        return new Query(channel, directive, null, null);
    }

    boolean isFiltered() {
        return reason != null || older != null;
    }

    String path() {
        return "/unknown-deliveries/" + channel.code() + "/" + directive;
    }
}
