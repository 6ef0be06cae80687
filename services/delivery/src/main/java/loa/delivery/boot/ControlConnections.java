package loa.delivery.boot;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A few connections like those of the service, for the heartbeat and for what is cancelled alone. No {@link DataSource} bean, so that
 * nothing else takes it for the service's own.
 */
final class ControlConnections implements AutoCloseable {
    /** Heartbeat, LISTEN, and two readers of what is cancelled. */
    private static final int MOST = 4;
    /** Shorter than a lease: a beat that waits longer comes too late anyway. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final DataSource source;
    private final @Nullable HikariDataSource own;

    /** A pool of its own where the service's is one of Hikari; else the service's. */
    ControlConnections(DataSource service) {
        own = pool(service);
        source = own == null ? service : own;
    }

    DataSource source() {
        return source;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    private static @Nullable HikariDataSource pool(DataSource service) {
        try {
            if (!service.isWrapperFor(HikariDataSource.class)) {
                return null;
            }
            HikariConfig config = new HikariConfig();
            HikariDataSource like = service.unwrap(HikariDataSource.class);
            like.copyStateTo(config);
            config.setPoolName(like.getPoolName() + "-control");
            config.setMaximumPoolSize(MOST);
            config.setMinimumIdle(1);
            config.setConnectionTimeout(PATIENCE_MILLIS);
            return new HikariDataSource(config);
        } catch (SQLException e) {
            throw new IllegalStateException("the service's pool of connections cannot be copied", e);
        }
    }
}
