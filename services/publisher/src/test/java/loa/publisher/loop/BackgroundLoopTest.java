package loa.publisher.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackgroundLoopTest {
    @Test
    void anErrorDoesNotEndTheLoop() throws InterruptedException {
        var turns = new CountDownLatch(2);
        var loop = new BackgroundLoop("test-loop", () -> {
            turns.countDown();
            if (turns.getCount() == 1) {
                throw new OutOfMemoryError("a test");
            }
            throw new IllegalStateException("a test");
        }, Duration.ofMillis(1));
        loop.start();
        try {
            assertThat(turns.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            loop.stop();
        }
    }
}
