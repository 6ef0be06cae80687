package loa.delivery.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One statement and its parameters. Run once. */
public final class Query {
    private final Connection connection;
    private final StatementTexts.StatementText text;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    Query(Connection connection, StatementTexts.StatementText text) {
        this.connection = connection;
        this.text = text;
    }

    /** Makes a value of the current row. */
    public interface RowReader<T> {
        /** Called once for each row, in order. */
        T read(Row row) throws SQLException;
    }

    /** Sets a parameter: a number, a text, a UUID, bytes, an {@link Instant} or null. */
    public Query set(String name, @Nullable Object value) {
        values.put(name, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        return this;
    }

    /**
     * Sets an array. Numbers, texts and bytes go as PostgreSQL stores them, anything else by its text, so the statement casts where
     * PostgreSQL cannot tell. A moment goes as {@code float8}, in seconds, for {@code to_timestamp}: its text would cost more than its row.
     *
     * @param type PostgreSQL's name of the element type, such as {@code uuid}
     */
    public Query array(String name, String type, Collection<? extends @Nullable Object> elements) {
        try {
            values.put(name, connection.createArrayOf(type, elementsOf(type, elements)));
            return this;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static @Nullable Object[] elementsOf(String type, Collection<? extends @Nullable Object> elements) {
        return switch (type) {
            case "int2" -> elements.stream().map(e -> e instanceof Number n ? (Short) n.shortValue() : null).toArray(Short[]::new);
            case "int4" -> elements.stream().map(e -> e instanceof Number n ? (Integer) n.intValue() : null).toArray(Integer[]::new);
            case "int8" -> elements.stream().map(e -> e instanceof Number n ? (Long) n.longValue() : null).toArray(Long[]::new);
            case "float8" -> elements.stream().map(e -> e instanceof Instant at ? seconds(at) : null).toArray(Double[]::new);
            case "bytea" -> elements.toArray(byte[][]::new);
            default -> elements.stream().map(e -> e == null ? null : e.toString()).toArray(String[]::new);
        };
    }

    private static Double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    /** Runs it. Returns how many rows it changed. */
    public int update() {
        try (PreparedStatement statement = prepare()) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs it for what it does, not for what it answers. */
    public void run() {
        try (PreparedStatement statement = prepare()) {
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** All rows. */
    public <T> List<T> list(RowReader<T> reader) {
        try (PreparedStatement statement = prepare(); ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            Row row = new Row(rows);
            while (rows.next()) {
                list.add(reader.read(row));
            }
            return list;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(RowReader<T> reader) {
        return list(reader).stream().findFirst();
    }

    /** Whether there is a row. */
    public boolean exists() {
        return first(row -> true).isPresent();
    }

    private PreparedStatement prepare() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.sql());
        List<String> names = text.names();
        for (int i = 0; i < names.size(); i++) {
            if (!values.containsKey(names.get(i))) {
                statement.close();
                throw new IllegalStateException("parameter %s is not set".formatted(names.get(i)));
            }
            statement.setObject(i + 1, values.get(names.get(i)));
        }
        return statement;
    }
}
