package loa.delivery.ledger;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StandingTest {
    private final Map<String, Map<String, Set<String>>> transitions = Transitions.all();

    @ParameterizedTest
    @EnumSource
    void aCodeAllowsToFollowWhatItsStandingDoes(DeliveryState state) {
        Set<String> follow = from(state).values().stream().flatMap(Set::stream)
                .filter(next -> !next.equals(state.code()) && !next.equals("planned")).collect(Collectors.toSet());

        assertThat(follow).isEqualTo(state.next().stream().map(DeliveryState::code).collect(Collectors.toSet()));
    }

    private Map<String, Set<String>> from(DeliveryState state) {
        return transitions.getOrDefault(state.code(), Map.of());
    }

    @Test
    void onlyAcceptedMovesWhenSettledAndOnlyByReceipts() {
        for (DeliveryState state : EnumSet.of(DeliveryState.REFUSED, DeliveryState.GONE, DeliveryState.EXPIRED, DeliveryState.CANCELLED)) {
            assertThat(from(state)).as(state.code()).isEmpty();
        }
        assertThat(from(DeliveryState.ACCEPTED)).isEqualTo(Map.of("prove", Set.of("accepted")));
    }

    @Test
    void whatMayHaveBeenSentNeverEndsAsIfItWasNot() {
        var sending = new Standing.Sending(2, 1, true);
        var deferred = new Standing.Deferred(1, null, true);

        for (DeliveryState end : EnumSet.of(DeliveryState.EXPIRED, DeliveryState.CANCELLED, DeliveryState.REFUSED)) {
            assertThat(sending.endUnsent(end)).isEqualTo(new Standing.Unknown(2, 0, null));
        }
        assertThat(deferred.expire()).isEqualTo(new Standing.Unknown(1, 0, null));
        assertThat(deferred.withdraw()).isEqualTo(new Standing.Unknown(1, 0, null));
    }

    @Test
    void aReceiptNeverMovesBackwards() {
        var delivered = new Standing.Accepted(ReceiptState.DELIVERED);

        assertThat(delivered.prove(ReceiptState.UNDELIVERED)).isSameAs(delivered);
        assertThat(new Standing.Accepted(ReceiptState.UNDER_WAY).prove(ReceiptState.UNDELIVERED).receipt())
                .isEqualTo(ReceiptState.UNDELIVERED);
    }
}
