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

    /**
     * Has the rest of this transaction reach rows by index. A plan that was made while a table was nearly empty, and kept, would read all of
     * it each time once it has grown.
     */
    public Session byIndex() {
        sql("select set_config('enable_seqscan', 'off', true)").run();
        return this;
    }

    /** {@link #byIndex}, in the index's own order: a page of a long list is read from where it begins, and nothing is sorted before. */
    public Session inOrder() {
        sql("select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)").run();
        return this;
    }

    /** {@link #byIndex}, one row after the other also where a batch is joined to a table: it is small, the table is not. */
    public Session oneByOne() {
        sql("""
            select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true)
            """).run();
        return this;
    }

    /** Has the rest of this transaction compare long lists as a whole: one whose length is guessed wrong is not read once for each row. */
    public Session asAWhole() {
        sql("select set_config('enable_nestloop', 'off', true)").run();
        return this;
    }

    /** A statement with named parameters, such as {@code :directive}. */
    public Query sql(String text) {
        return new Query(connection, texts.of(text));
    }
}
