package loa.delivery.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import loa.delivery.Departure;

/**
 * One call and what becomes of it. The caller's thread waits; everything else happens on the event loop. Whether a byte of it may have left
 * is decided in one place, {@link #start}.
 */
final class Exchange {
    private enum Phase {
        WAITING,
        STARTED,
        GIVEN_UP
    }

    private final HttpCall call;
    private final long startBy;
    private final Departure departure;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    private long answerBy;

    /** @param startBy by {@link System#nanoTime()}: later it is not sent any more */
    Exchange(HttpCall call, long startBy, Departure departure) {
        this.departure = departure;
        this.call = call;
        this.startBy = startBy;
    }

    HttpCall call() {
        return call;
    }

    /** Claims the right to write: false when it is too late or the caller has gone. To be called once, right before the first byte. */
    boolean start(long now, long answerNanos) {
        if (isTooLateToStart(now)) {
            notSent("No connection in time", null);
            return false;
        }
        answerBy = now + answerNanos;
        departure.happened();
        return phase.compareAndSet(Phase.WAITING, Phase.STARTED);
    }

    /** Also when the process was frozen since whoever sends has looked for the last time whether he may. */
    boolean isTooLateToStart(long now) {
        return startBy - now < 0 || departure.isTooLate();
    }

    boolean isTooLateToAnswer(long now) {
        return answerBy - now < 0;
    }

    boolean isDone() {
        return answer.isDone();
    }

    void answered(HttpAnswer got) {
        answer.complete(got);
    }

    void notSent(String reason, @Nullable Throwable cause) {
        answer.completeExceptionally(new NotSentException(reason, cause));
    }

    /** There was no connection at all that it could have gone by. */
    void nobodyThere(String reason, @Nullable Throwable cause) {
        answer.completeExceptionally(new NotSentException(reason, cause, true));
    }

    /** Whether it arrived is not known. */
    void lost(IOException cause) {
        answer.completeExceptionally(cause);
    }

    /** Blocks until the answer is there or will not come. */
    HttpAnswer await() throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP)) {
                throw new NotSentException("Interrupted before anything was written", e);
            }
            throw new InterruptedIOException("Interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("The request failed", e.getCause());
        }
    }
}
