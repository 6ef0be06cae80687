package loa.delivery.engine;

import java.time.Clock;
import java.util.Map;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;

import loa.contract.KeyRing;
import loa.contract.SigningKey;

/**
 * What an engine needs from outside.
 *
 * @param kafka      {@code bootstrap.servers} and security
 * @param signingKey signs reports
 * @param believed   whose events are believed
 */
public record Surroundings(Connections database, Map<String, Object> kafka, SigningKey signingKey, KeyRing believed, Clock clock,
        MeterRegistry meters) {
    /** Copies the map. */
    public Surroundings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * The channel's schema as the default schema, migrated, by two ways.
     *
     * @param work    for everything that may wait for a connection
     * @param control for the heartbeat and for what is cancelled: a few of its own, so that work that holds all others does not make this
     *                instance count as dead
     */
    public record Connections(DataSource work, DataSource control) {}
}
