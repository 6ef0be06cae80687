package loa.push.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.provider.ProviderFailures;
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
    private final EmergencyPause pause;
    private final ProviderFailures failures;
    private final int perSecond;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("push-topic-", 0).factory());
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("push-topics").daemon(true).factory());

    /**
     * Does nothing until {@link #start()}.
     *
     * @param failures  what the provider does not do is counted there
     * @param perSecond the most requests in a second; FCM allows a project 3,000
     */
    public TopicSync(TopicChanges changes, TopicProvider provider, EmergencyPause pause, ProviderFailures failures, int perSecond) {
        this.changes = changes;
        this.provider = provider;
        this.pause = pause;
        this.failures = failures;
        this.perSecond = perSecond;
    }

    /** Begins to work, once a second. */
    public void start() {
        var unused = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Carries out what is due, at most one second's share. Returns how many changes were taken up. */
    public int runOnce() {
        if (pause.holds()) {
            return 0;
        }
        List<TopicChange> batch = changes.claim(perSecond);
        if (batch.isEmpty()) {
            return 0;
        }
        Results results = ask(batch);
        changes.done(results.done());
        changes.forget(results.gone());
        changes.retry(results.later());
        log.atDebug().addKeyValue("changes", batch.size()).addKeyValue("gone", results.gone().size())
                .addKeyValue("later", results.later().size()).log("Topics brought up to date");
        return batch.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
    }

    private record Results(List<TopicChange> done, List<TopicChange> gone, List<TopicChange> later) {}

    private Results ask(List<TopicChange> batch) {
        List<Future<Answer>> asked = batch.stream().map(change -> workers.submit(() -> ask(change))).toList();
        Results results = new Results(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < batch.size(); i++) {
            switch (await(asked.get(i))) {
                case Answer.Done() -> results.done().add(batch.get(i));
                case Answer.Gone(var code) -> {
                    failures.add(code);
                    results.gone().add(batch.get(i));
                }
                case Answer.Later(var code) -> {
                    failures.add(code);
                    results.later().add(batch.get(i));
                }
            }
        }
        return results;
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
            return new Answer.Later("interrupted");
        } catch (ExecutionException e) {
            return new Answer.Later(e.getCause() == null ? "failed" : e.getCause().getClass().getSimpleName());
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
