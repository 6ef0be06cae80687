package loa.delivery.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import loa.delivery.engine.DeliveryEngine;

/**
 * Starts the engine beside the context, so that a service answers while Kafka is still away, and stops it before the context's beans go.
 */
final class DeliveryLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLifecycle.class);

    private final DeliveryEngine<?> engine;
    private volatile boolean running;

    DeliveryLifecycle(DeliveryEngine<?> engine) {
        this.engine = engine;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("delivery-start").start(() -> {
            try {
                engine.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("The delivery engine cannot start");
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        try {
            engine.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
