package loa.delivery.lane;

import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

import loa.delivery.Departure;

/** A virtual thread for each send. Whatever happens there, the job leaves to the ledger. */
final class SendingThreads<A> implements Starter<A> {
    private final ThreadFactory threads = Thread.ofVirtual().name("send").factory();
    private final Attempts<A> attempts;
    private final Slots slots;
    private final Settler settler;

    SendingThreads(Attempts<A> attempts, Slots slots, Settler settler) {
        this.attempts = attempts;
        this.slots = slots;
        this.settler = settler;
    }

    @Override
    public void start(Job<A> job) {
        threads.newThread(() -> send(job)).start();
    }

    private void send(Job<A> job) {
        @Nullable
        Ending ending = null;
        try {
            ending = new Departure(slots::departed).during(() -> attempts.make(job));
        } finally {
            settler.sent(job, ending == null ? attempts.lost(job) : ending);
        }
    }
}
