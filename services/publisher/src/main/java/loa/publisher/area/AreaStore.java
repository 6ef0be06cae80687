package loa.publisher.area;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.listing.PageRequest;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;

/** Reads the table {@code area}. */
final class AreaStore {
    /** The areas valid on a day, each with its path. Primary key from the second step on: three tiers, three look-ups. */
    private static final String WITH_PATHS = """
        , up (code, ancestor, parent, depth) as (
            select code, code, parent, 0 from chosen
            union all
            select up.code, a.code, a.parent, up.depth + 1
            from up join area a on a.code = up.parent and a.valid_from <= :at and (a.valid_to is null or a.valid_to >= :at)
        ), paths as (
            select code, array_agg(ancestor order by depth desc) as path from up group by code
        )
        select * from chosen join paths using (code) order by code
        """;

    private final JdbcClient jdbc;

    AreaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<AreaCode, Area> find(Collection<AreaCode> codes, LocalDate at) {
        String chosen = """
            with recursive chosen as (
                select * from area
                where code = any(:codes) and valid_from <= :at and (valid_to is null or valid_to >= :at)
            )""";
        return jdbc.sql(chosen + WITH_PATHS).param("codes", texts(codes)).param("at", at)
                .query(AreaStore::area).list().stream().collect(Collectors.toMap(Area::code, Function.identity()));
    }

    /** Index: area_parent; a search by text alone reads the whole table, some 90,000 rows at most. */
    List<Area> search(AreaQuery query, PageRequest page) {
        String chosen = """
            with recursive chosen as (
                select * from area
                where valid_from <= :at and (valid_to is null or valid_to >= :at)
                  and (cast(:parent as text) is null or parent = :parent)
                  and (not :provinces or type = 'province')
                  and (cast(:type as text) is null or type = :type)
                  and (cast(:pattern as text) is null or search like :pattern)
                  and (cast(:after as text) is null or code > :after)
                order by code limit :limit
            )""";
        return jdbc.sql(chosen + WITH_PATHS).param("at", query.at())
                .param("parent", query.parent() == null ? null : query.parent().value()).param("provinces", query.wantsProvinces())
                .param("type", query.type() == null ? null : query.type().code())
                .param("pattern", query.text() == null || query.text().isBlank() ? null : SearchText.pattern(query.text()))
                .param("after", page.after()).param("limit", page.fetch()).query(AreaStore::area).list();
    }

    /** Index: area_parent. */
    List<AreaCode> covered(Collection<AreaCode> roots, LocalDate at) {
        return jdbc.sql("""
            with recursive down (code) as (
                select code from area
                where code = any(:roots) and valid_from <= :at and (valid_to is null or valid_to >= :at)
                union
                select a.code from down join area a on a.parent = down.code
                where a.valid_from <= :at and (a.valid_to is null or a.valid_to >= :at)
            )
            select code from down order by code
            """).param("roots", texts(roots)).param("at", at).query((rs, _) -> new AreaCode(rs.getString("code"))).list();
    }

    static Area area(ResultSet rs, int number) throws SQLException {
        String parent = rs.getString("parent");
        return new Area(new AreaCode(rs.getString("code")), parent == null ? null : new AreaCode(parent),
                AreaType.ofCode(rs.getString("type")), rs.getString("name"), list(rs.getArray("aliases")),
                rs.getObject("valid_from", LocalDate.class), rs.getObject("valid_to", LocalDate.class), codes(rs.getArray("successors")),
                codes(rs.getArray("path")));
    }

    private static List<AreaCode> codes(Array array) throws SQLException {
        return list(array).stream().map(AreaCode::new).toList();
    }

    private static List<String> list(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    static String[] texts(Collection<AreaCode> codes) {
        return codes.stream().map(AreaCode::value).toArray(String[]::new);
    }
}
