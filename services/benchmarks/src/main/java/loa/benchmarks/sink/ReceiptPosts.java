package loa.benchmarks.sink;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.util.concurrent.EventExecutor;

/** Which status callbacks are to be posted, and what became of them: two for each text. Used by the event loop's thread. */
final class ReceiptPosts {
    private static final int DELAY_MS = 200;

    private final ReceiptConnections connections;
    private final DelayLine first;
    private final DelayLine second;
    private final Queue<Receipt> held = new ArrayDeque<>();
    private final Queue<Receipt> ready = new ArrayDeque<>();
    private long waiting;
    private long answered;
    private long failed;

    ReceiptPosts(ReceiptConnections connections, EventExecutor loop) {
        this.connections = connections;
        this.first = new DelayLine(loop);
        this.second = new DelayLine(loop);
    }

    /** Two are to come for this message; none when it did not ask for them. */
    void expect(String encodedCallback, String sid, SinkSettings settings) {
        if (encodedCallback.isEmpty()) {
            return;
        }
        // how it is to be repeated is neither sent nor signed
        URI callback = URI.create(URLDecoder.decode(encodedCallback, StandardCharsets.UTF_8).split("#", 2)[0]);
        Receipt sent = new Receipt(callback, sid, "sent");
        Receipt delivered = new Receipt(callback, sid, "delivered");
        waiting += 2;
        if (settings.receipts() == SinkSettings.Receipts.HELD) {
            held.add(sent);
            held.add(delivered);
            return;
        }
        first.after(settings.latencyMs() + DELAY_MS, () -> post(sent));
        second.after(settings.latencyMs() + 2 * DELAY_MS, () -> post(delivered));
    }

    /** Posts all that were held. */
    void release() {
        ready.addAll(held);
        held.clear();
        connections.postFrom(ready, this::done);
    }

    Counts.Receipts counts() {
        return new Counts.Receipts(waiting, answered, failed);
    }

    void reset() {
        held.clear();
        ready.clear();
        waiting = answered = failed = 0;
    }

    private void post(Receipt receipt) {
        ready.add(receipt);
        connections.postFrom(ready, this::done);
    }

    private void done(boolean success) {
        waiting--;
        if (success) {
            answered++;
        } else {
            failed++;
        }
    }
}
