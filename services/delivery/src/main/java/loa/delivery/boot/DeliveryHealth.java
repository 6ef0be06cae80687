package loa.delivery.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import loa.delivery.engine.DeliveryEngine;

/** UP when the engine may send: it counts as alive and knows what is cancelled, for which it needs its database. */
final class DeliveryHealth implements HealthIndicator {
    private final DeliveryEngine<?> engine;

    DeliveryHealth(DeliveryEngine<?> engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        return engine.isAbleToSend() ? Health.up().build() : Health.down().withDetail("engine", "not able to send").build();
    }
}
