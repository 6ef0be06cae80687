package loa.push.topic;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.delivery.address.AddressVault;
import loa.push.topic.TopicProvider.Answer;

/**
 * Tells the provider in the background which devices are in which topics: so many a second and no more, and nothing while an emergency
 * goes out. Runs in every instance; they share the queue.
 */
public final class TopicSync implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicSync.class);
    private static final int AT_ONCE = 64;

    private final TopicChanges changes;
    private final TopicProvider provider;
    private final int perSecond;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("push-topic-", 0).factory());
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("push-topics").daemon(true).factory());

    /**
     * Does nothing until {@link #start()}.
     *
     * @param perSecond the most requests in a second; FCM allows a project 3,000
     */
    public TopicSync(JdbcClient jdbc, AddressVault vault, TopicProvider provider, int perSecond, InstantSource clock) {
        this.changes = new TopicChanges(jdbc, vault, clock);
        this.provider = provider;
        this.perSecond = perSecond;
    }

    /** Begins to work, once a second. */
    public void start() {
        var unused = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Carries out what is due, at most one second's share. Returns how many changes were taken up. */
    public int runOnce() {
        if (provider.isBusy()) {
            return 0;
        }
        List<TopicChange> batch = changes.claim(perSecond);
        if (batch.isEmpty()) {
            return 0;
        }
        Map<Answer, List<TopicChange>> answers = ask(batch);
        changes.done(answers.getOrDefault(Answer.DONE, List.of()));
        changes.forget(answers.getOrDefault(Answer.GONE, List.of()));
        changes.retry(answers.getOrDefault(Answer.LATER, List.of()));
        log.atDebug().addKeyValue("changes", batch.size()).addKeyValue("later", answers.getOrDefault(Answer.LATER, List.of()).size())
                .log("Topics brought up to date");
        return batch.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
    }

    private Map<Answer, List<TopicChange>> ask(List<TopicChange> batch) {
        List<Future<Answer>> asked = batch.stream().map(change -> workers.submit(() -> ask(change))).toList();
        Map<Answer, List<TopicChange>> answers = new EnumMap<>(Answer.class);
        for (int i = 0; i < batch.size(); i++) {
            Answer answer = await(asked.get(i));
            answers.computeIfAbsent(answer, a -> new ArrayList<>()).add(batch.get(i));
        }
        return answers;
    }

    private Answer ask(TopicChange change) throws InterruptedException {
        slots.acquire();
        try {
            return provider.change(change.token(), change.topic(), change.member());
        } finally {
            slots.release();
        }
    }

    private static Answer await(Future<Answer> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.LATER;
        } catch (ExecutionException e) {
            log.atWarn().addKeyValue("cause", e.getCause() == null ? "" : e.getCause().getClass().getName())
                    .log("A change of topic failed");
            return Answer.LATER;
        }
    }

    private void tick() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            // A shutdown must not look like a lost database.
            if (!ticker.isShutdown()) {
                log.atWarn().addKeyValue("cause", e.toString()).log("Topics could not be brought up to date; next try in a second");
            }
        }
    }
}
