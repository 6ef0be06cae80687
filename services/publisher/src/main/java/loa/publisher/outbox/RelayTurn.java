package loa.publisher.outbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.publisher.loop.BackgroundLoop;

/** When the relay of this process runs: after each commit at once, and every half second for what other instances wrote. */
final class RelayTurn implements BackgroundLoop.Turn {
    private static final Logger log = LoggerFactory.getLogger(RelayTurn.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PASSES_BETWEEN_PRUNING = 7_200;

    private final Relay relay;
    private final Bell bell;
    private final BooleanSupplier topics;
    private boolean topicsExist;
    private int passes;

    /**
     * @param topics makes sure that the topics exist and hold what they should; false while Kafka cannot be reached
     */
    RelayTurn(Relay relay, Bell bell, BooleanSupplier topics) {
        this.relay = relay;
        this.bell = bell;
        this.topics = topics;
    }

    @Override
    public Duration take() throws InterruptedException {
        if (!topicsExist) {
            topicsExist = topics.getAsBoolean();
            if (topicsExist) {
                log.atInfo().log("The relay has found its topics.");
            }
            return topicsExist ? Duration.ZERO : PAUSE;
        }
        if (++passes % PASSES_BETWEEN_PRUNING == 0) {
            relay.prune();
        }
        return switch (relay.pass()) {
            case MORE -> Duration.ZERO;
            case REFUSED -> {
                bell.await(Relay.PATIENCE);
                yield Duration.ZERO;
            }
            case FAILED -> {
                // It may come back without its topics, or with empty ones.
                topicsExist = false;
                yield PAUSE;
            }
            case IDLE -> {
                bell.await(POLL);
                yield Duration.ZERO;
            }
        };
    }
}
