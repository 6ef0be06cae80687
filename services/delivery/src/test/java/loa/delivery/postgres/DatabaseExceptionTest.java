package loa.delivery.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseExceptionTest {
    @Test
    void refusedDataComesAgainHoweverOftenItIsTried() {
        assertThat(DatabaseException.isOfData(new DatabaseException(new SQLException("invalid byte sequence", "22021")))).isTrue();
        assertThat(DatabaseException.isOfData(new DatabaseException(new SQLException("duplicate key", "23505")))).isTrue();
        assertThat(DatabaseException.isOfData(new IllegalArgumentException("no address"))).isTrue();
    }

    @Test
    void whatWasNotToBeHadMayComeBack() {
        assertThat(DatabaseException.isOfData(new DatabaseException(new SQLException("gone", "08006")))).isFalse();
        assertThat(DatabaseException.isOfData(new DatabaseException(new SQLTransientConnectionException("no connection in time"))))
                .isFalse();
        assertThat(DatabaseException.isOfData(new UncheckedIOException(new IOException("connection reset")))).isFalse();
        assertThat(DatabaseException.isOfData(new IllegalStateException(new TimeoutException()))).isFalse();
        assertThat(DatabaseException.isOfData(new IllegalStateException(new InterruptedException()))).isFalse();
    }
}
