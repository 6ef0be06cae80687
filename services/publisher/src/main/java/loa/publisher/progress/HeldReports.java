package loa.publisher.progress;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How much waits for a person since channels have lost their records, as they report it. */
public final class HeldReports {
    private final JdbcClient jdbc;

    HeldReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many directives are held, each channel counting its own. */
    public long count() {
        return jdbc.sql("""
            select count(*) from (select distinct directive, revision, channel from report -- report_held
                                   where planning = 'held') as held
            """).query(Long.class).single();
    }
}
