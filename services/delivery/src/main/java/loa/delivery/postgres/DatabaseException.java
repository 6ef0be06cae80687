package loa.delivery.postgres;

import java.sql.SQLException;

/** The database refused a statement or could not be reached. Nothing of its transaction remains. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(SQLException cause) {
        super("PostgreSQL: " + cause.getMessage(), cause);
    }
}
