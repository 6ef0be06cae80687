package loa.delivery.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Session;

/**
 * Those who subscribed for one of the covered areas, each under the first of his areas that is covered. Reads an index from where the last
 * page ended, whatever the size of the audience; holds one page in memory. Thread-safe.
 */
public final class SubscribedAudience implements Audience {
    /** For a million on a machine that is busy; shorter than the patience of the connection. */
    private static final String PATIENCE = "set local statement_timeout = '50s'";

    private final Database database;
    private final String restOfArea;
    private final String laterAreas;
    private final String left;

    /**
     * Reads this table.
     *
     * @param table what it needs is told there
     */
    public SubscribedAudience(Database database, Table table) {
        this.database = database;
        // Area and recipient are the index that gives the order. A first area cannot have an earlier one, so most rows need no second look;
        // the others find their earlier areas by recipient and position.
        String select = """
            select here.area, here.%2$s as recipient from %1$s here
             where %%s
               and (here.position = 0 or not exists (
                    select from %1$s earlier
                     where earlier.%2$s = here.%2$s and earlier.position < here.position and earlier.area = any(:covered)))
            """.formatted(table.name(), table.recipient());
        this.restOfArea = select.formatted("here.area = :area and here.%s > :after".formatted(table.recipient()))
                + " order by here.%s limit :limit".formatted(table.recipient());
        this.laterAreas = select.formatted("here.area = any(:later)")
                + " order by here.area, here.%s limit :limit".formatted(table.recipient());
        this.left = "with known as materialized (select unnest(w.recipients) as recipient from work_record w where w.revision_key = :key) "
                + select.formatted("here.area = any(:covered) and not exists (select from known k where k.recipient = here.%s)"
                        .formatted(table.recipient()))
                + " order by here.area, here.%s limit :limit".formatted(table.recipient());
    }

    /**
     * A table with the columns {@code area} (text, collation C), {@code position} (0 for the first area of a recipient) and one for the
     * recipient (uuid); with an index on area and recipient that includes position, and one on recipient and position.
     *
     * @param name      of the table
     * @param recipient name of the recipient's column
     */
    public record Table(String name, String recipient) {
        private static final Pattern NAME = Pattern.compile("[a-z_]+");

        /** Takes names only: they become part of a statement. */
        public Table {
            if (!NAME.matcher(name).matches() || !NAME.matcher(recipient).matches()) {
                throw new IllegalArgumentException("names must be small letters and _, but were %s and %s".formatted(name, recipient));
            }
        }
    }

    /**
     * Two statements, since one over a row comparison would read the area of the last page from its beginning each time; of one moment, so
     * that nobody who moves stands in the page twice.
     */
    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return database.inSnapshot(session -> {
            List<Recipient> page = new ArrayList<>();
            if (after != null) {
                page.addAll(recipients(restOfArea(session, "", directive, after, limit)));
            }
            if (page.size() < limit) {
                page.addAll(recipients(laterAreas(session, "", directive, after, limit - page.size())));
            }
            return page;
        });
    }

    /** Reads the index of the covered areas once more, beside everybody whom the directive's records name: some seconds for a million. */
    @Override
    public List<Recipient> left(IssuedDirective directive, int limit) {
        return database.inTransaction(session -> {
            session.asAWhole().sql(PATIENCE).run();
            return recipients(session.sql(left).set("key", Revision.of(directive).key()).set("limit", limit).array("covered", "text",
                    directive.coveredAreas()));
        });
    }

    /** How PostgreSQL carries out the statements of such a page, line by line: for tests, and for whoever wonders about a slow plan. */
    public List<String> explain(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return database.inTransaction(session -> {
            List<String> plan = new ArrayList<>();
            if (after != null) {
                plan.addAll(
                        restOfArea(session, "explain (analyze, buffers) ", directive, after, limit).list(row -> row.text("QUERY PLAN")));
            }
            plan.addAll(laterAreas(session, "explain (analyze, buffers) ", directive, after, limit).list(row -> row.text("QUERY PLAN")));
            return plan;
        });
    }

    private Query restOfArea(Session session, String before, IssuedDirective directive, Recipient after, int limit) {
        return session.sql(before + restOfArea).set("area", after.area().value()).set("after", after.id().value()).set("limit", limit)
                .array("covered", "text", directive.coveredAreas());
    }

    private Query laterAreas(Session session, String before, IssuedDirective directive, @Nullable Recipient after, int limit) {
        List<AreaCode> later = directive.coveredAreas().stream().filter(area -> after == null || area.compareTo(after.area()) > 0).toList();
        return session.sql(before + laterAreas).array("later", "text", later).set("limit", limit).array("covered", "text",
                directive.coveredAreas());
    }

    private static List<Recipient> recipients(Query query) {
        return query.list(row -> new Recipient(new RecipientId(row.uuid("recipient")), new AreaCode(row.text("area"))));
    }
}
