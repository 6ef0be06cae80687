package loa.delivery.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Topics;
import loa.delivery.control.Duties;
import loa.delivery.postgres.Database;

/** Tells the desk what has changed, at most twice a second; one instance does it for all. Used by one thread. */
public final class Reporter {
    /** Between two reports of the same shard. */
    public static final Duration PAUSE = Duration.ofMillis(500);

    private static final String DUTY = "report";
    private static final int MOST_IN_A_STEP = 200;
    /** Of a directive for a whole province each holds some thousand areas. */
    private static final int MOST_TOGETHER = 24;

    private final Channel channel;
    private final ReportStore store;
    private final Duties duties;
    private final Speaking speaking;
    private final boolean countsReach;

    /** With whose signature, on which way, by which clock. */
    public record Speaking(EventSigner signer, Producer<String, byte[]> producer, InstantSource clock) {}

    /**
     * @param countsReach whether one delivery may stand for many devices, so that their number says something
     */
    public Reporter(Channel channel, Database database, Duties duties, Speaking speaking, boolean countsReach) {
        this.channel = channel;
        this.store = new ReportStore(database);
        this.duties = duties;
        this.speaking = speaking;
        this.countsReach = countsReach;
    }

    /** Reports every shard that has news now, once. What could not be said is said with the next step. */
    public boolean step() throws InterruptedException {
        if (duties.holds(DUTY)) {
            Instant now = store.now();
            int said = 0;
            for (int last = MOST_TOGETHER; last == MOST_TOGETHER && said < MOST_IN_A_STEP; said += last) {
                last = sayChanged(now);
            }
        }
        return false;
    }

    private int sayChanged(Instant until) throws InterruptedException {
        List<ReportStore.Changed> changed = store.changed(until, MOST_TOGETHER);
        if (!changed.isEmpty()) {
            say(changed);
            store.reported(changed);
        }
        return changed.size();
    }

    private void say(List<ReportStore.Changed> changed) throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        OffsetDateTime now = time(speaking.clock().instant());
        for (ReportStore.Changed news : changed) {
            answers.add(speaking.producer().send(speaking.signer().sign(Topics.DELIVERY_REPORTS, report(news, now))));
        }
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a report could not be sent", e.getCause());
            }
        }
    }

    private LoaEvent.DeliveryReport report(ReportStore.Changed news, OffsetDateTime now) {
        return new LoaEvent.DeliveryReport(news.shard().revision().directive(), news.shard().revision().number(), channel,
                news.shard().number(), news.version(), news.planning(), countsReach ? (Long) news.reach() : null, news.areas(),
                news.failures(), maybe(news.firstAttemptAt()), maybe(news.lastAttemptAt()), maybe(news.cancelAcknowledgedAt()), now);
    }

    private static @Nullable OffsetDateTime maybe(@Nullable Instant at) {
        return at == null ? null : time(at);
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(LoaJson.OFFSET);
    }
}
