package loa.delivery.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;

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
     * or it refused the data (SQLSTATE classes 22 and 23, https://www.postgresql.org/docs/18/errcodes-appendix.html). Not when something
     * else could not be reached, took too long or was interrupted.
     */
    public static boolean isOfData(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return isOfData(sql.getSQLState());
            }
            if (t instanceof IOException || t instanceof TimeoutException || t instanceof InterruptedException) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfData(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
