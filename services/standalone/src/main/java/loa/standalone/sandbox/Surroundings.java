package loa.standalone.sandbox;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where the things outside our walls are, as the process that holds them says when it is ready.
 *
 * @param sandbox null where no providers are faked
 */
public record Surroundings(Kafka kafka, Postgres postgres, @Nullable Providers sandbox) {
    /** The broker. */
    public record Kafka(String bootstrapServers) {}

    /**
     * The database.
     *
     * @param user    its owner; the services have roles of their own
     * @param schemas the role of each service, by the name of its schema
     */
    public record Postgres(String url, String user, String password, Map<String, Login> schemas) {
        /** Copies the map. */
        public Postgres {
            schemas = Map.copyOf(schemas);
        }

        /** The role of this service. */
        public Login loginOf(String schema) {
            Login login = schemas.get(schema);
            if (login == null) {
                throw new IllegalArgumentException("there is no schema " + schema);
            }
            return login;
        }
    }

    /** A role of the database. */
    public record Login(String user, String password) {}

    /** The fake providers. */
    public record Providers(String url, String twilioAccountSid, String twilioAuthToken) {}
}
