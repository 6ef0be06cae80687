package loa.delivery.postgres;

import java.sql.Connection;

/** One transaction. Not thread-safe. */
public final class Session {
    private final Connection connection;
    private final StatementTexts texts;

    Session(Connection connection, StatementTexts texts) {
        this.connection = connection;
        this.texts = texts;
    }

    /** A statement with named parameters, such as {@code :directive}. */
    public Query sql(String text) {
        return new Query(connection, texts.of(text));
    }
}
