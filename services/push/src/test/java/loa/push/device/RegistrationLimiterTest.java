package loa.push.device;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import loa.api.problem.ProblemException;
import loa.push.Directives;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistrationLimiterTest {
    private Instant time = Directives.NOW.toInstant();
    private final RegistrationLimiter limiter = new RegistrationLimiter(3, () -> time);

    @Test
    void anAddressMayAddItsAllowanceAtOnceAndThenAsTimePasses() {
        admit("192.0.2.1", 3);
        assertThatThrownBy(() -> limiter.admit("192.0.2.1")).isInstanceOf(ProblemException.class);
        time = time.plusSeconds(20);
        admit("192.0.2.1", 1);
        assertThatThrownBy(() -> limiter.admit("192.0.2.1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void anotherAddressHasAnAllowanceOfItsOwn() {
        admit("192.0.2.1", 3);
        admit("192.0.2.2", 3);
    }

    @Test
    void aSubscriberOfIpv6HasOneAllowanceHoweverManyAddressesHeUses() {
        admit("2001:db8:0:1:0:0:0:1", 3);
        assertThatThrownBy(() -> limiter.admit("2001:db8:0:1:0:0:0:2")).isInstanceOf(ProblemException.class);
        assertThatCode(() -> limiter.admit("2001:db8:0:2:0:0:0:1")).doesNotThrowAnyException();
    }

    private void admit(String address, int times) {
        for (int i = 0; i < times; i++) {
            limiter.admit(address);
        }
    }
}
