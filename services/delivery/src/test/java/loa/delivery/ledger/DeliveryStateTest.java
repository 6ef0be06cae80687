package loa.delivery.ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryStateTest {
    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REFUSED", "GONE", "EXPIRED", "CANCELLED"})
    void whatIsSettledStaysAsItIs(DeliveryState state) {
        assertThat(state.isSettled()).isTrue();
        assertThat(state.next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SENDING", "DEFERRED", "UNKNOWN"})
    void whatIsOpenCanBeAcceptedByAReceipt(DeliveryState state) {
        assertThat(state.isSettled()).isFalse();
        assertThat(state.next()).contains(DeliveryState.ACCEPTED);
    }

    @Test
    void theUnknownIsNeverSilentlyDropped() {
        assertThat(DeliveryState.UNKNOWN.next()).doesNotContain(DeliveryState.EXPIRED, DeliveryState.CANCELLED, DeliveryState.SENDING);
    }

    @ParameterizedTest
    @EnumSource
    void codesAreReadBack(DeliveryState state) {
        assertThat(DeliveryState.ofCode(state.code())).isEqualTo(state);
    }
}
