package loa.publisher.area;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;

/** Writes the table {@code area}. */
final class AreaWriter {
    private final JdbcClient jdbc;

    AreaWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What storing a version did. */
    record Stored(AreaCode code, LocalDate validFrom, boolean added) {}

    /** No other import until the end of this transaction; readers go on. */
    void lock() {
        jdbc.sql("lock table area in share row exclusive mode").update();
    }

    List<AreaVersion> versions(Collection<AreaCode> codes) {
        return jdbc.sql("select * from area where code = any(:codes)").param("codes", AreaStore.texts(codes)).query(AreaWriter::version)
                .list();
    }

    /** All versions right below these areas. Index: area_parent. */
    List<AreaVersion> versionsBelow(Collection<AreaCode> codes) {
        return jdbc.sql("select * from area where parent = any(:codes)").param("codes", AreaStore.texts(codes)).query(AreaWriter::version)
                .list();
    }

    /** Stores what differs from the table, in one statement, and tells what that was. */
    List<Stored> store(List<AreaVersion> versions) {
        return jdbc
                .sql("""
                    insert into area (code, valid_from, valid_to, parent, type, name, aliases, successors, search)
                    select code, cast(valid_from as date), cast(valid_to as date), parent, type, name, string_to_array(aliases, '|'),
                           string_to_array(successors, '|'), search
                    from unnest(:codes, :froms, :tos, :parents, :types, :names, :aliases, :successors, :searches)
                      as t (code, valid_from, valid_to, parent, type, name, aliases, successors, search)
                    on conflict (code, valid_from) do update
                    set valid_to = excluded.valid_to, parent = excluded.parent, type = excluded.type, name = excluded.name,
                        aliases = excluded.aliases, successors = excluded.successors, search = excluded.search, published = false
                    where (area.valid_to, area.parent, area.type, area.name, area.aliases, area.successors)
                       is distinct from (excluded.valid_to, excluded.parent, excluded.type, excluded.name, excluded.aliases, excluded.successors)
                    returning code, valid_from, xmax = 0 as added
                    """)
                .param("codes", column(versions, v -> v.code().value())).param("froms", column(versions, v -> v.validFrom().toString()))
                .param("tos", column(versions, v -> v.validTo() == null ? null : v.validTo().toString()))
                .param("parents", column(versions, v -> v.parent() == null ? null : v.parent().value()))
                .param("types", column(versions, AreaVersion::type)).param("names", column(versions, AreaVersion::name))
                .param("aliases", column(versions, v -> String.join("|", v.aliases())))
                .param("successors", column(versions, v -> String.join("|", v.successors().stream().map(AreaCode::value).toList())))
                .param("searches", column(versions, v -> SearchText.of(v.code().value(), v.name(), v.aliases())))
                .query((rs, _) -> new Stored(new AreaCode(rs.getString("code")), rs.getObject("valid_from", LocalDate.class),
                        rs.getBoolean("added")))
                .list();
    }

    void markUnpublished(Collection<AreaCode> codes) {
        jdbc.sql("update area set published = false where code = any(:codes)").param("codes", AreaStore.texts(codes)).update();
    }

    /** The codes whose newest version is not on the topic. Index: area_unpublished. */
    List<AreaCode> unpublished(LocalDate today) {
        return jdbc.sql("select distinct code from area where not published and valid_from <= :today").param("today", today)
                .query((rs, _) -> new AreaCode(rs.getString("code"))).list();
    }

    void markPublished(Collection<AreaCode> codes, LocalDate today) {
        jdbc.sql("update area set published = true where code = any(:codes) and valid_from <= :today and not published")
                .param("codes", AreaStore.texts(codes)).param("today", today).update();
    }

    /** Everything is to be said again. */
    void markAllUnpublished() {
        jdbc.sql("update area set published = false where published").update();
    }

    private static @Nullable String[] column(List<AreaVersion> versions, Function<AreaVersion, @Nullable String> value) {
        return versions.stream().map(value).toArray(String[]::new);
    }

    private static AreaVersion version(ResultSet rs, int number) throws SQLException {
        String parent = rs.getString("parent");
        return new AreaVersion(new AreaCode(rs.getString("code")), rs.getObject("valid_from", LocalDate.class),
                rs.getObject("valid_to", LocalDate.class), parent == null ? null : new AreaCode(parent), rs.getString("type"),
                rs.getString("name"), list(rs.getArray("aliases")), list(rs.getArray("successors")).stream().map(AreaCode::new).toList());
    }

    private static List<String> list(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
