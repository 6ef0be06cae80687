package loa.delivery;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The moment at which the request of one send leaves for the provider. The rate is a promise about what the provider sees: what was let go
 * but still waits for a processor or a connection would arrive together with what is let go after it. So the engine lets only a few be
 * between the two, and the transport tells it, by way of the thread that sends. The other way round the transport is told until when it
 * may leave at all: whatever was looked at before the send, such as cancels, holds for so long and no longer. Thread-safe.
 */
public final class Departure {
    private static final ScopedValue<Departure> OF_THIS_SEND = ScopedValue.newInstance();
    private static final Runnable NOBODY = () -> {
    };

    private final AtomicReference<@Nullable Runnable> told;
    private volatile @Nullable LongSupplier clock;
    private volatile long latest;

    /** @param told at the first {@link #happened}, and only then */
    public Departure(Runnable told) {
        this.told = new AtomicReference<>(told);
    }

    /** Of the send that this thread makes; when it makes none, one that tells nobody. */
    public static Departure ofThisThread() {
        return OF_THIS_SEND.isBound() ? OF_THIS_SEND.get() : new Departure(NOBODY);
    }

    /** From this count of the clock on its first byte must not leave any more. To be said before the send. */
    public void noLaterThan(long count, LongSupplier by) {
        latest = count;
        clock = by;
    }

    /** Whether it must not leave any more; to be asked right before the first byte. */
    public boolean isTooLate() {
        LongSupplier asked = clock;
        return asked != null && latest - asked.getAsLong() <= 0;
    }

    /** Does something that may send, and has sent or will not when it is over. */
    public <T> T during(Supplier<T> send) {
        try {
            return ScopedValue.where(OF_THIS_SEND, this).call(send::get);
        } finally {
            happened();
        }
    }

    /** The first byte leaves now, or never will. Any number of times. */
    public void happened() {
        Runnable waiting = told.getAndSet(null);
        if (waiting != null) {
            waiting.run();
        }
    }
}
