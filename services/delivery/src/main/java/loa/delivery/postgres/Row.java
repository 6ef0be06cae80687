package loa.delivery.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The current row of an answer. The methods whose name begins with {@code maybe} answer null for null, the others need a value. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** A number. */
    public int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    /** A long number. */
    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    /** True or false. */
    public boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    /** A text, or the label of an enum. */
    public String text(String column) throws SQLException {
        return need(column, rows.getString(column));
    }

    /** A text or null. */
    public @Nullable String maybeText(String column) throws SQLException {
        return rows.getString(column);
    }

    /** A UUID. */
    public UUID uuid(String column) throws SQLException {
        return need(column, rows.getObject(column, UUID.class));
    }

    /** A UUID or null. */
    public @Nullable UUID maybeUuid(String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    /** Bytes. */
    public byte[] bytes(String column) throws SQLException {
        return need(column, rows.getBytes(column));
    }

    /** Bytes or null. */
    public byte @Nullable [] maybeBytes(String column) throws SQLException {
        return rows.getBytes(column);
    }

    /** A time. */
    public Instant instant(String column) throws SQLException {
        return need(column, rows.getObject(column, OffsetDateTime.class)).toInstant();
    }

    /** A time or null. */
    public @Nullable Instant maybeInstant(String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A long number or null. */
    public @Nullable Long maybeNumber(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    /** The elements of an array of texts, UUIDs or numbers. */
    public <T> List<T> list(String column, Class<T> type) throws SQLException {
        Array array = need(column, rows.getArray(column));
        return Arrays.stream((Object[]) array.getArray()).map(type::cast).toList();
    }

    private static <T> T need(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column %s must not be null".formatted(column));
        }
        return value;
    }
}
