package loa.loudspeaker.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;

/** The stations whose area is, or lies below, an area of the directive. A station of a commune is not reached for one of its villages. */
final class StationAudience implements Audience {
    private final JdbcClient jdbc;

    StationAudience(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        // Index station_area; the column's collation is "C", so that its order is that of Recipient.ORDER.
        return jdbc.sql("""
            SELECT area, id FROM station
            WHERE area = ANY (:covered) AND (:area::text IS NULL OR (area, id) > (:area, :id::uuid))
            ORDER BY area, id LIMIT :limit
            """).param("covered", directive.coveredAreas().stream().map(AreaCode::value).toArray(String[]::new))
                .param("area", after == null ? null : after.area().value()).param("id", after == null ? null : after.id().value())
                .param("limit", limit)
                .query(StationAudience::recipient)
                .list();
    }

    @Override
    public List<Recipient> left(IssuedDirective directive, int limit) {
        // A few thousand stations at most, and as many in the records.
        return jdbc.sql("""
            SELECT area, id FROM station s
            WHERE area = ANY (:covered)
              AND NOT EXISTS (SELECT FROM work_record w WHERE w.revision_key = :key AND s.id = ANY (w.recipients))
            ORDER BY area, id LIMIT :limit
            """).param("covered", directive.coveredAreas().stream().map(AreaCode::value).toArray(String[]::new))
                .param("key", Revision.of(directive).key()).param("limit", limit).query(StationAudience::recipient).list();
    }

    private static Recipient recipient(ResultSet row, int number) throws SQLException {
        return new Recipient(new RecipientId(row.getObject("id", UUID.class)), new AreaCode(row.getString("area")));
    }
}
