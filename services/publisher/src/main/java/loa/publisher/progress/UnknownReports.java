package loa.publisher.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.publisher.area.Areas;

/**
 * Of how many deliveries nobody knows what became, as the channels report it. Whoever has an area of his own is told of that area alone.
 * A directive that has expired keeps what is unknown for good; nothing can be sent again for it, so that it waits for nobody.
 */
public final class UnknownReports {
    /** Counted as the sum of all areas, or of those that may be seen. */
    private static final String UNKNOWN = """
        case when cast(:area as text) is null then (r.counts ->> 'unknown')::bigint
             else (select coalesce(sum((a.counts ->> 'unknown')::bigint), 0)
                     from jsonb_to_recordset(r.areas) as a (area text, counts jsonb) where a.area = any(:covered)) end
        """;

    private final JdbcClient jdbc;
    private final Areas areas;
    private final Clock clock;

    UnknownReports(JdbcClient jdbc, Areas areas, Clock clock) {
        this.jdbc = jdbc;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * What of them is looked for.
     *
     * @param open          whether of directives that have not expired, or of those that have
     * @param bulletinClass null: any
     * @param channel       null: any
     * @param text          a directive's id or check code, or a part of what its source is about; null: any
     */
    public record Filter(boolean open, @Nullable BulletinClass bulletinClass, @Nullable Channel channel, @Nullable String text) {}

    /**
     * Those of one directive on one channel, all its revisions together.
     *
     * @param expires of the revision that holds longest
     */
    public record Line(DirectiveId directive, Channel channel, long unknown, OffsetDateTime expires, OffsetDateTime asOf) {
        private String place() {
            return directive + " " + channel.code();
        }
    }

    private record Place(UUID directive, String channel) {
        static Place parse(String text) {
            String[] parts = text.split(" ", 2);
            return new Place(UUID.fromString(parts[0]), parts[1]);
        }
    }

    /** How many there are of directives that have not expired, in this area and below; null: everywhere. */
    public long count(@Nullable AreaCode area) {
        return jdbc.sql("select coalesce(sum(" + UNKNOWN + """
            ), 0) from report r join revision v on v.directive = r.directive and v.revision = r.revision -- report_unknown
             where (r.counts ->> 'unknown')::bigint > 0 and v.expires > :now
            """).param("area", area == null ? null : area.value()).param("covered", covered(area)).param("now", now())
                .query(Long.class).single();
    }

    /** A page of them, those drafted last first. */
    public Listing<Line> list(@Nullable AreaCode area, Filter filter, PageRequest page) {
        Place after = page.after(Place::parse).orElse(null);
        return Listing.of(jdbc.sql("select r.directive, r.channel, sum(" + UNKNOWN + """
            ) as unknown, max(v.expires) as expires, max(r.as_of) as as_of
              from report r join revision v on v.directive = r.directive and v.revision = r.revision -- report_unknown
              join directive d on d.id = r.directive
             where (r.counts ->> 'unknown')::bigint > 0
               and (cast(:class as text) is null or v.bulletin_class = :class)
               and (cast(:channel as text) is null or r.channel = :channel)
               and (cast(:text as text) is null or d.id::text = lower(:text) or d.check_code = upper(:text)
                    or v.source ->> 'subject' ilike '%' || :like || '%')
               and (cast(:after as uuid) is null or (r.directive, r.channel) < (cast(:after as uuid), :afterChannel))
             group by r.directive, r.channel having (max(v.expires) > :now) = :open and sum(""" + UNKNOWN + """
            ) > 0 order by r.directive desc, r.channel desc limit :limit
            """).param("area", area == null ? null : area.value()).param("covered", covered(area))
                .param("class", filter.bulletinClass() == null ? null : filter.bulletinClass().code())
                .param("channel", filter.channel() == null ? null : filter.channel().code()).param("text", filter.text())
                .param("like", filter.text() == null ? "" : filter.text().replaceAll("[\\\\%_]", "\\\\$0"))
                .param("after", after == null ? null : after.directive()).param("afterChannel", after == null ? "" : after.channel())
                .param("now", now()).param("open", filter.open()).param("limit", page.fetch()).query(UnknownReports::line).list(), page,
                Line::place);
    }

    private static Line line(ResultSet rs, int number) throws SQLException {
        return new Line(new DirectiveId(rs.getObject("directive", UUID.class)), Channel.ofCode(rs.getString("channel")),
                rs.getLong("unknown"), rs.getObject("expires", OffsetDateTime.class), rs.getObject("as_of", OffsetDateTime.class));
    }

    private String[] covered(@Nullable AreaCode area) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), LoaJson.OFFSET);
        return area == null
                ? new String[0]
                : areas.covered(List.of(area), today).stream().map(AreaCode::value).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
