package loa.delivery.postgres;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * The database refused a statement or could not be reached. Nothing of its transaction remains, unless it was the answer to the commit that
 * was lost: then all of it may.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(SQLException cause) {
        super("PostgreSQL: " + cause.getMessage(), cause);
    }

    /**
     * Whether a failure lies in what was read or written, so that it comes again however often the same is tried: no database was asked,
     * or it refused the data (SQLSTATE classes 22 and 23, https://www.postgresql.org/docs/18/errcodes-appendix.html).
     */
    public static boolean isOfData(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return isOfData(sql.getSQLState());
            }
        }
        return true;
    }

    private static boolean isOfData(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
