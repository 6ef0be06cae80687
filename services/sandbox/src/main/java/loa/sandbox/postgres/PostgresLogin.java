package loa.sandbox.postgres;

/**
 * How one service reaches its own schema.
 *
 * @param url      JDBC address of the database, without user and password
 * @param user     the role that owns the schema and has rights in no other
 * @param password generated, the same after a restart
 * @param schema   what the role's search path names
 */
public record PostgresLogin(String url, String user, String password, String schema) {

    /** Without the password, so that a log line or a failed assertion does not show it. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
