package loa.delivery.lane;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.IssuedDirective;
import loa.delivery.RecipientId;
import loa.delivery.postgres.DatabaseException;

import static loa.delivery.lane.LaneFixture.EAST;
import static loa.delivery.lane.LaneFixture.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClaimerPostgresTest {
    private final LaneFixture lane = new LaneFixture(Duration.ofHours(1));

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void whatAnUnansweredClaimTookUpIsPutBackUnderAHaltThatCameMeanwhile() throws InterruptedException {
        lane.channel.with(10, EAST, WEST);
        lane.hand(lane.directive());
        lane.source.loseNextAnswer();
        assertThatThrownBy(lane.claimer::step).isInstanceOf(DatabaseException.class);
        assertThat(lane.deliveries("state = 'sending'")).isEqualTo(10);

        lane.halt(WEST);
        assertThat(lane.claimer.step()).isTrue();
        lane.settler.step();

        assertThat(lane.deliveriesOf(EAST, "state = 'sending'")).isEqualTo(5);
        assertThat(lane.deliveriesOf(WEST, "true")).isZero();
        assertThat(lane.tally("sending")).isEqualTo(5);
        assertThat(lane.schema.number("select count(*) as number from work_record where state = 'parked'")).isEqualTo(1);
    }

    @Test
    void whatAnUnansweredClaimTookUpEndsWhenTheDirectiveWasWithdrawnMeanwhile() throws InterruptedException {
        lane.channel.with(10, EAST);
        IssuedDirective directive = lane.directive();
        lane.hand(directive);
        lane.source.loseNextAnswer();
        assertThatThrownBy(lane.claimer::step).isInstanceOf(DatabaseException.class);

        lane.withdraw(directive);
        assertThat(lane.claimer.step()).isTrue();
        lane.settler.step();

        assertThat(lane.deliveries("state = 'cancelled'")).isEqualTo(10);
        assertThat(lane.finished).hasValue(1);
    }

    @Test
    void whoOptedOutAfterAnUnansweredClaimIsNotSentTo() throws InterruptedException {
        lane.channel.with(10, EAST);
        lane.hand(lane.directive());
        lane.source.loseNextAnswer();
        assertThatThrownBy(lane.claimer::step).isInstanceOf(DatabaseException.class);

        lane.channel.optOut(lane.channel.recipients().getFirst().id());
        assertThat(lane.claimer.step()).isTrue();
        lane.settler.step();

        assertThat(lane.deliveries("state = 'cancelled' and reason = 'opted-out'")).isEqualTo(1);
        assertThat(lane.deliveries("state = 'sending'")).isEqualTo(9);
    }

    @Test
    void anAddressThatCannotBeReadEndsOneDelivery() throws InterruptedException {
        lane.channel.with(10, EAST);
        RecipientId broken = lane.channel.recipients().get(7).id();
        lane.channel.failingFor(broken::equals);
        lane.hand(lane.directive());

        assertThat(lane.claimer.step()).isTrue();

        assertThat(lane.deliveries("state = 'refused' and reason like '%unreadable-address' and recipient = '" + broken + "'"))
                .isEqualTo(1);
        assertThat(lane.deliveries("state = 'sending'")).isEqualTo(9);
    }

    @Test
    void aRecordThatCannotBeClaimedIsPassedOverAndStaysPlanned() throws InterruptedException {
        lane.channel.with(20, EAST).failingFor(recipient -> true);
        lane.hand(lane.directive());
        lane.hand(lane.directive());

        assertThat(lane.claimer.step()).isFalse();
        assertThat(lane.claimer.step()).isFalse();
        assertThat(lane.claimer.step()).isTrue();
        assertThat(lane.finished).hasValue(1);
        assertThat(lane.deliveries("true")).isZero();
        assertThat(lane.schema.number("select count(*) as number from work_record where state = 'open'")).isEqualTo(2);

        lane.channel.failingFor(recipient -> false);
        assertThat(lane.claimer.step()).isTrue();
        assertThat(lane.deliveries("state = 'sending'")).isEqualTo(20);
    }
}
