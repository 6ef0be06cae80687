package loa.publisher.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import loa.contract.LoaJson;
import loa.contract.Verification;

/** Rows as letters. */
final class LetterRows {
    private LetterRows() {}

    static DeadLetter letter(ResultSet rs, int number) throws SQLException {
        var place = new Place(rs.getString("topic"), rs.getInt("topic_partition"), rs.getLong("topic_offset"));
        return new DeadLetter(new DeadLetterId(rs.getObject("id", UUID.class)), place, reason(rs.getString("reason")),
                rs.getString("type"), rs.getObject("at", OffsetDateTime.class), refusals(rs), state(rs, place.topic()),
                rs.getInt("version"), id(rs, "replay_of"), id(rs, "came_back_as"));
    }

    static RawRecord record(ResultSet rs, int number) throws SQLException {
        return new RawRecord(rs.getBytes("record_key"), rs.getBytes("record_value"), HeaderBytes.read(rs.getBytes("headers")));
    }

    private static LetterState state(ResultSet rs, String topic) throws SQLException {
        String act = rs.getString("act");
        if (act == null) {
            return new LetterState.Open();
        }
        long offset = rs.getLong("to_offset");
        Place to = rs.wasNull() ? null : new Place(topic, rs.getInt("to_partition"), offset);
        return new LetterState.Decided(LetterAct.ofState(act), rs.getString("holder"), rs.getString("name"),
                rs.getObject("act_at", OffsetDateTime.class), rs.getString("act_reason"), to);
    }

    private static List<DeadLetter.Refusal> refusals(ResultSet rs) throws SQLException {
        String[] by = (String[]) rs.getArray("refused_by").getArray();
        String[] why = (String[]) rs.getArray("refused_why").getArray();
        Timestamp[] at = (Timestamp[]) rs.getArray("refused_at").getArray();
        List<DeadLetter.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < by.length; i++) {
            refusals.add(new DeadLetter.Refusal(by[i], reason(why[i]), at[i].toInstant().atOffset(LoaJson.OFFSET)));
        }
        return refusals;
    }

    private static Verification.Reason reason(String code) {
        return Arrays.stream(Verification.Reason.values()).filter(reason -> reason.code().equals(code)).findFirst()
                .orElse(Verification.Reason.UNREADABLE);
    }

    private static @Nullable DeadLetterId id(ResultSet rs, String column) throws SQLException {
        UUID id = rs.getObject(column, UUID.class);
        return id == null ? null : new DeadLetterId(id);
    }
}
