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
import static org.assertj.core.api.Assertions.assertThat;
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

        awaitAll("accepted", other);
        awaitAll("deferred", broken);
    }

    @Test
    void anAnswerThatIsWrittenAgainDoesNotLetGoOfTheNextAttempt() throws InterruptedException {
        lane.channel.with(1, EAST);
        IssuedDirective directive = deferred();
        Retrier<String> retrier = retrier();
        boolean unused = retrier.step();
        lane.exit.dispatcher().step();
        await().until(() -> lane.channel.sends() == 2);
        lane.source.loseNextAnswer();
        assertThatThrownBy(lane.settler::step).hasRootCauseMessage("the answer was lost");
        makeDue();
        unused = retrier.step();
        unused = lane.settler.step();
        lane.source.loseNextAnswer();
        assertThatThrownBy(retrier::step).hasRootCauseMessage("the answer was lost");

        unused = retrier.step();

        assertThat(lane.deliveries("state = 'sending' and attempts = 3 and revision_key = " + Revision.of(directive).key())).isOne();
    }

    private IssuedDirective deferred() throws InterruptedException {
        lane.channel.answering(delivery -> new Outcome.Deferred("fake:busy", null));
        IssuedDirective directive = lane.directive();
        lane.hand(directive);
        lane.claimer.step();
        lane.exit.dispatcher().step();
        awaitAll("deferred", directive);
        makeDue();
        return directive;
    }

    private void makeDue() {
        lane.schema.change("update delivery set retry_at = now() - interval '1 second' where state = 'deferred'");
    }

    private void awaitAll(String state, IssuedDirective directive) {
        await().until(() -> {
            lane.settler.step();
            return lane.deliveries("state = '" + state + "' and revision_key = " + Revision.of(directive).key()) == lane.channel
                    .recipients().size();
        });
    }

    private Retrier<String> retrier() {
        return new Retrier<>(LaneFixture.LANE, new Addresses<>(lane.channel),
                new Retrier.Books(new SqlRetries(lane.database), new SqlReleases(lane.database), lane.directives, lane.controls,
                        Clock.systemUTC()),
                lane.gate, lane.exit);
    }
}
