package loa.publisher.progress;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import loa.contract.DirectiveId;

/**
 * Progress as server-sent events: {@code progress} at once and on change, at most twice a second, a comment every 15 s, and
 * {@code settled} at the end. One virtual thread for each listener. Thread-safe.
 */
public final class ProgressStream implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProgressStream.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(15);

    private final ProgressReader reader;
    private final Set<Semaphore> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    ProgressStream(ProgressReader reader) {
        this.reader = reader;
    }

    /** What is sent for one change. */
    @FunctionalInterface
    public interface Frame {
        /** The event's data: an object that becomes JSON, or text that goes out as it is. */
        Object of(Progress progress);
    }

    /** How the progress is looked at, as a whole or by area. */
    @FunctionalInterface
    interface Look {
        /** The progress now. */
        Progress at(DirectiveId id);
    }

    /**
     * Progress in the form that {@code frame} gives it, such as a fragment of a page.
     *
     * @throws loa.api.problem.ProblemException 404
     */
    public SseEmitter open(DirectiveId id, Frame frame) {
        return open(id, reader::read, frame);
    }

    /** @throws loa.api.problem.ProblemException 404 */
    SseEmitter open(DirectiveId id, Look look, Frame frame) {
        Progress first = look.at(id);
        // Never times out by itself: the comments find out when the listener has gone.
        var emitter = new SseEmitter(0L);
        // Released when the listener has gone. Nobody is interrupted: that would break the connection that is being used.
        var gone = new Semaphore(0);
        emitter.onCompletion(gone::release);
        emitter.onError(_ -> gone.release());
        listeners.add(gone);
        Thread.ofVirtual().name("publisher-progress-" + id).start(() -> run(new Listener(id, look, frame, emitter, gone), first));
        return emitter;
    }

    /** One who listens. */
    private record Listener(DirectiveId id, Look look, Frame frame, SseEmitter emitter, Semaphore gone) {
        void tell(String event, Progress progress) throws IOException {
            emitter.send(SseEmitter.event().name(event).data(frame.of(progress)));
        }

        boolean hasGoneAfter(Duration pause) throws InterruptedException {
            return gone.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run(Listener listener, Progress first) {
        DirectiveId id = listener.id();
        try {
            listener.tell("progress", first);
            follow(listener, first);
        } catch (IOException | IllegalStateException e) {
            log.atDebug().addKeyValue("directive", id).log("A listener has gone.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The outermost loop of this listener: it will come back by itself, as event sources do.
            log.atWarn().addKeyValue("directive", id).setCause(e).log("Progress could not be told.");
        } finally {
            listeners.remove(listener.gone());
            listener.emitter().complete();
        }
    }

    /** Tells each change until all is settled or the listener has gone. */
    private void follow(Listener listener, Progress first) throws IOException, InterruptedException {
        Progress told = first;
        long quietSince = System.nanoTime();
        while (!told.settled()) {
            if (listener.hasGoneAfter(BETWEEN_LOOKS)) {
                return;
            }
            Progress now = listener.look().at(listener.id());
            if (!now.saysTheSameAs(told)) {
                listener.tell("progress", now);
                told = now;
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince >= BETWEEN_COMMENTS.toNanos()) {
                listener.emitter().send(SseEmitter.event().comment("still here"));
                quietSince = System.nanoTime();
            }
        }
        listener.tell("settled", told);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams, before the web server begins to wait for its open requests. */
    @Override
    public void stop() {
        running = false;
        listeners.forEach(Semaphore::release);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
