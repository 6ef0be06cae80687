package loa.delivery.lane;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.IssuedDirective;
import loa.delivery.Outcome;
import loa.delivery.Revision;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.sql.SqlReleases;
import loa.delivery.ledger.sql.SqlRetries;

import static loa.delivery.lane.LaneFixture.EAST;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RetrierPostgresTest {
    private final LaneFixture lane = new LaneFixture(Duration.ofHours(1));

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void whatIsDueOfADirectiveWhoseAddressesFailIsDeferredAgainAndTheOthersGoOn() throws InterruptedException {
        lane.channel.with(10, EAST);
        IssuedDirective broken = deferred();
        IssuedDirective other = deferred();
        lane.channel.failingIn(directive -> directive.directive().equals(broken.directive()));

        assertThatThrownBy(retrier()::step).hasMessage("an address does not open");
        lane.channel.answering(delivery -> new Outcome.Accepted("second"));
        lane.exit.dispatcher().step();

        awaitTen("accepted", other);
        awaitTen("deferred", broken);
    }

    private IssuedDirective deferred() throws InterruptedException {
        lane.channel.answering(delivery -> new Outcome.Deferred("fake:busy", null));
        IssuedDirective directive = lane.directive();
        lane.hand(directive);
        lane.claimer.step();
        lane.exit.dispatcher().step();
        awaitTen("deferred", directive);
        lane.schema.change("update delivery set retry_at = now() - interval '1 second' where state = 'deferred'");
        return directive;
    }

    private void awaitTen(String state, IssuedDirective directive) {
        await().until(() -> {
            lane.settler.step();
            return lane.deliveries("state = '" + state + "' and revision_key = " + Revision.of(directive).key()) == 10;
        });
    }

    private Retrier<String> retrier() {
        return new Retrier<>(LaneFixture.LANE, new Addresses<>(lane.channel),
                new Retrier.Books(new SqlRetries(lane.database), new SqlReleases(lane.database), lane.directives, lane.controls,
                        Clock.systemUTC()),
                lane.gate, lane.exit);
    }
}
