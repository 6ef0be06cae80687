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
 * @param database   the channel's schema as the default schema, migrated
 * @param kafka      {@code bootstrap.servers} and security
 * @param signingKey signs reports
 * @param believed   whose events are believed
 */
public record Surroundings(DataSource database, Map<String, Object> kafka, SigningKey signingKey, KeyRing believed, Clock clock,
        MeterRegistry meters) {
    /** Copies the map. */
    public Surroundings {
        kafka = Map.copyOf(kafka);
    }
}
