package loa.standalone.data;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How to sign in to this installation: the content of {@code credentials.json}, in the shape of {@code api.md} section 2.
 *
 * @param people   by role name
 * @param stations the sample stations; none outside the demo
 * @param sandbox  null where no sandbox runs
 */
public record Credentials(String console, Map<String, Person> people, List<Station> stations, VerificationKey verificationKey, Kafka kafka,
        Postgres postgres, @Nullable Sandbox sandbox) {
    /** Copies the collections. */
    public Credentials {
        people = Map.copyOf(people);
        stations = List.copyOf(stations);
    }

    /** The same with other stations. */
    public Credentials withStations(List<Station> others) {
        return new Credentials(console, people, others, verificationKey, kafka, postgres, sandbox);
    }

    /** Someone who may sign in. */
    public record Person(String name, String password, String apiKey) {}

    /** A station and its key. */
    public record Station(String code, String area, String key) {}

    /** By which players and programs check signatures. */
    public record VerificationKey(String id, String ed25519) {}

    /** Where the broker listens. */
    public record Kafka(String bootstrapServers) {}

    /** The database's owner. */
    public record Postgres(String url, String user, String password) {}

    /** The sandbox's own doors. */
    public record Sandbox(String url, String twilioAccountSid, String twilioAuthToken) {}
}
