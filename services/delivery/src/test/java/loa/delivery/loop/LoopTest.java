package loa.delivery.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTest {
    @Test
    void anErrorEndsTheLoopAndWhoeverListensIsTold() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (Loop loop = new Loop("test", Duration.ZERO, () -> {
            throw new NoClassDefFoundError("missing");
        })) {
            loop.onDeath(told::complete).start();

            assertThat(told.get(5, TimeUnit.SECONDS)).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void anExceptionEndsNothing() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        try (Loop loop = new Loop("test", Duration.ZERO, () -> {
            twice.countDown();
            throw new IllegalStateException("away");
        })) {
            loop.start();

            assertThat(twice.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLoopThatIsHaltedEndsWhatItWaitsForAndNobodyIsTold() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        Loop loop = new Loop("test", Duration.ZERO, () -> {
            waits.countDown();
            new CountDownLatch(1).await();
            return true;
        }).onDeath(failure -> told.incrementAndGet()).start();
        assertThat(waits.await(5, TimeUnit.SECONDS)).isTrue();

        long begun = System.nanoTime();
        loop.halt();
        loop.join(Duration.ofSeconds(5));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(told).hasValue(0);
    }
}
