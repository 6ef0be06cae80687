package loa.delivery.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesTest {
    private static final InetAddress ONE = address(1);
    private static final InetAddress TWO = address(2);
    private static final InetAddress THREE = address(3);
    private static final InetAddress[] ALL = {ONE, TWO, THREE};

    private final Addresses addresses = new Addresses();

    @Test
    void whoeverDidNotAnswerIsTheLastOfTheNextTime() {
        assertThat(addresses.inOrder(ALL)).containsExactly(ONE, TWO, THREE);
        addresses.silent(ONE);
        assertThat(addresses.inOrder(ALL)).containsExactly(TWO, THREE, ONE);
        addresses.answered(ONE);
        assertThat(addresses.inOrder(ALL)).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void whenNobodyAnsweredAllAreTriedAsBefore() {
        addresses.silent(ONE);
        addresses.silent(TWO);
        addresses.silent(THREE);
        assertThat(addresses.inOrder(ALL)).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void oneAloneHasAllTheTimeAndOthersLeaveSomeToTheNext() {
        long all = Duration.ofMillis(1_500).toNanos();
        assertThat(Addresses.share(all, 0)).isEqualTo(all);
        assertThat(Duration.ofNanos(Addresses.share(all, 1))).isEqualTo(Duration.ofMillis(500));
        assertThat(Duration.ofNanos(Addresses.share(all, 7))).as("for the other side of the world")
                .isEqualTo(Duration.ofMillis(500));
        assertThat(Duration.ofNanos(Addresses.share(Duration.ofMillis(300).toNanos(), 5))).isEqualTo(Duration.ofMillis(300));
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[]{10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
