package loa.publisher.directive;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.contract.Source;

/** Directives as rows and back. */
final class DirectiveRows {
    private final JsonMapper json = LoaJson.mapper();

    /** The parameters of what a directive says. */
    MapSqlParameterSource parameters(Content content) {
        Dispatch source = content.source();
        return new MapSqlParameterSource().addValue("issuingBody", content.issuingBody())
                .addValue("source", source == null ? null : json.writeValueAsString(source.withoutText()))
                .addValue("sourceText", source == null ? null : source.text())
                .addValue("bulletinClass", content.bulletinClass() == null ? null : content.bulletinClass().code())
                .addValue("exercise", content.exercise()).addValue("areas", texts(content.areas()))
                .addValue("droppedAreas", texts(content.droppedAreas()))
                .addValue("channels", content.channels().stream().map(Channel::code).toArray(String[]::new))
                .addValue("bulletins", json.writeValueAsString(content.bulletins())).addValue("effective", content.effective())
                .addValue("expires", content.expires());
    }

    static String[] texts(List<AreaCode> codes) {
        return codes.stream().map(AreaCode::value).toArray(String[]::new);
    }

    /** Without history. */
    Directive directive(ResultSet rs, int number) throws SQLException {
        DirectiveState state = DirectiveState.of(rs.getString("state"), time(rs, "issued_at"));
        return new Directive(new DirectiveId(rs.getObject("id", UUID.class)), rs.getInt("revision"), rs.getInt("version"),
                new CheckCode(rs.getString("check_code")), state, content(rs), lineage(rs), List.of());
    }

    private static Lineage lineage(ResultSet rs) throws SQLException {
        String reason = rs.getString("reason");
        Lineage.Amendment amendment = reason == null ? null : new Lineage.Amendment(rs.getInt("replaces"), reason, null);
        return new Lineage(rs.getObject("in_force", Integer.class), amendment, Set.of());
    }

    private Content content(ResultSet rs) throws SQLException {
        String bulletinClass = rs.getString("bulletin_class");
        List<Bulletin> bulletins = json.readValue(rs.getString("bulletins"), new TypeReference<>() {
        });
        return new Content(rs.getString("issuing_body"), source(rs.getString("source"), rs.getString("source_text")),
                bulletinClass == null ? null : BulletinClass.ofCode(bulletinClass), rs.getBoolean("exercise"), codes(rs.getArray("areas")),
                codes(rs.getArray("dropped_areas")),
                list(rs.getArray("channels")).stream().map(Channel::ofCode).collect(Collectors.toSet()), bulletins, time(rs, "effective"),
                time(rs, "expires"));
    }

    private @Nullable Dispatch source(@Nullable String stored, @Nullable String text) {
        if (stored == null) {
            return null;
        }
        Source source = json.readValue(stored, Source.class);
        return new Dispatch(source.number(), source.symbol(), source.issuingBody(), source.date(), source.subject(), text);
    }

    static HistoryEntry history(ResultSet rs, int number) throws SQLException {
        return new HistoryEntry(Act.valueOf(rs.getString("act").toUpperCase(java.util.Locale.ROOT)), rs.getString("holder"),
                rs.getString("name"), rs.getObject("at", OffsetDateTime.class), rs.getString("reason"));
    }

    private static @Nullable OffsetDateTime time(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class);
    }

    private static List<AreaCode> codes(Array array) throws SQLException {
        return list(array).stream().map(AreaCode::new).toList();
    }

    private static List<String> list(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
