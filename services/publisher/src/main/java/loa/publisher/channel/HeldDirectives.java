package loa.publisher.channel;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import loa.api.access.Caller;
import loa.contract.Channel;
import loa.contract.DirectiveId;

/** What channels that have lost their records hold for a person, and his decisions. They are the channels' to keep, and to refuse. */
public final class HeldDirectives {
    private static final String PATH = "held-directives";

    private final ChannelDoors doors;

    HeldDirectives(ChannelDoors doors) {
        this.doors = doors;
    }

    /**
     * What a channel holds, or has held.
     *
     * @param state held, released, dropped, ended
     * @param by    who has decided; null: nobody has
     */
    public record Held(DirectiveId directive, int revision, String state, OffsetDateTime heldSince, OffsetDateTime expires,
            @Nullable String by, @Nullable OffsetDateTime decidedAt, @Nullable String reason) {}

    /** What one channel says. */
    public sealed interface Said {
        /** These, those drafted last first. */
        record Holds(List<Held> directives) implements Said {}

        /** It does not answer, or not as it should. */
        record Nothing() implements Said {}
    }

    /** Asks one channel for all that it holds or has held. */
    public Said ask(Channel channel, Caller caller) {
        return switch (doors.get(channel, caller, PATH + "?state=all&limit=100", "vi")) {
            case ChannelDoors.Answer.Given(JsonNode body) -> read(body);
            case ChannelDoors.Answer.Refused _,ChannelDoors.Answer.Silent _ -> new Said.Nothing();
        };
    }

    /**
     * Has one released or dropped.
     *
     * @param act {@code release} or {@code drop}
     */
    public ChannelDoors.Answer decide(Channel channel, Caller caller, DirectiveId directive, String act, Decision decision) {
        return doors.post(channel, caller, PATH + "/" + directive + ":" + act,
                Map.of("revision", decision.revision(), "reason", decision.reason()), decision.language());
    }

    /** About which revision, why, and the language for what may be said against it. */
    public record Decision(int revision, String reason, String language) {}

    private static Said read(JsonNode body) {
        try {
            List<Held> held = new ArrayList<>();
            for (JsonNode item : body.path("items")) {
                JsonNode decision = item.path("decision");
                boolean decided = decision.isObject();
                held.add(new Held(DirectiveId.parse(item.path("directive").asString()), item.path("revision").asInt(),
                        item.path("state").asString(), OffsetDateTime.parse(item.path("heldSince").asString()),
                        OffsetDateTime.parse(item.path("expires").asString()), decided ? decision.path("by").asString() : null,
                        decided ? OffsetDateTime.parse(decision.path("at").asString()) : null,
                        decided ? decision.path("reason").asString() : null));
            }
            return new Said.Holds(List.copyOf(held));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return new Said.Nothing();
        }
    }
}
