package loa.publisher.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import loa.api.access.Caller;
import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;

/**
 * Deliveries of which nobody knows what became. The channels keep them, show of them what the caller may see, and decide what may be done.
 */
public final class UnknownDeliveries {
    /** So many at once at most: a channel's own limit for a page and for a decision. */
    public static final int MOST = 500;

    private static final String PATH = "deliveries";

    private final ChannelDoors doors;

    UnknownDeliveries(ChannelDoors doors) {
        this.doors = doors;
    }

    /**
     * Which of them.
     *
     * @param reason a code as the channel gives it; null: any
     * @param before whose attempt began before that; null: whenever
     */
    public record Query(Channel channel, DirectiveId directive, @Nullable String reason, @Nullable OffsetDateTime before) {
        String text() {
            return "directive=" + directive + (reason == null ? "" : "&reason=" + encode(reason))
                    + (before == null ? "" : "&before=" + encode(LoaJson.format(before)));
        }
    }

    /**
     * One of them.
     *
     * @param phone    masked; null: the channel has no numbers
     * @param since    when the attempt began of which nobody knows
     * @param notFound how often the provider has said that it does not have it
     * @param next     when the provider is asked again; null: nobody asks any more
     */
    public record Unknown(String delivery, @Nullable String phone, int revision, AreaCode area, String reason, OffsetDateTime since,
            int notFound, @Nullable OffsetDateTime next, List<Attempt> attempts) {
        /** Copies the attempts. */
        public Unknown {
            attempts = List.copyOf(attempts);
        }
    }

    /** One call to the provider. */
    public record Attempt(OffsetDateTime at, String provider, String outcome, @Nullable String code) {}

    /** Some of them, in the channel's order; {@code next} leads to the others. */
    public record Page(List<Unknown> items, @Nullable String next) {}

    /** Those with one reason: how many, of how many the provider is still asked, and when the first of them was begun. */
    public record Group(int revision, String reason, long count, long asked, OffsetDateTime oldest) {}

    /** What a channel says. */
    public sealed interface Said<T> {
        /** This. */
        record Told<T>(T what) implements Said<T> {}

        /** It will not, and why. */
        record Refused<T>(String detail, List<ChannelDoors.Fault> faults) implements Said<T> {}

        /** It does not answer, or not as it should. */
        record Nothing<T>() implements Said<T> {}
    }

    /**
     * What is to become of them.
     *
     * @param as {@code accepted} or {@code send-again}
     */
    public record Decision(String as, String reason, String language) {}

    /** How many a decision has moved, and how many the same person had decided so before. */
    public record Settled(long settled, long unchanged) {}

    /** A page of them. */
    public Said<Page> list(Caller caller, Query query, int limit, @Nullable String cursor, String language) {
        String path = PATH + "?state=unknown&limit=" + limit + "&" + query.text() + (cursor == null ? "" : "&cursor=" + encode(cursor));
        return read(doors.getPatiently(query.channel(), caller, path, language),
                body -> new Page(body.path("items").valueStream().map(UnknownDeliveries::unknown).toList(), text(body, "next")));
    }

    /** How many there are, by reason, the most frequent first. */
    public Said<List<Group>> groups(Caller caller, Query query, String language) {
        return read(doors.getPatiently(query.channel(), caller, PATH + ":unknown?" + query.text(), language),
                body -> body.path("items").valueStream().map(UnknownDeliveries::group).toList());
    }

    /** Has these settled: all of them or none. Once more changes nothing. */
    Said<Settled> settle(Channel channel, Caller caller, List<String> deliveries, Decision decision) {
        var body = Map.of("deliveries", deliveries, "as", decision.as(), "reason", decision.reason());
        return read(doors.post(channel, caller, PATH + ":settle", body, decision.language()),
                answer -> new Settled(answer.path("settled").asLong(), answer.path("unchanged").asLong()));
    }

    private interface Reader<T> {
        T read(JsonNode body);
    }

    private static <T> Said<T> read(ChannelDoors.Answer answer, Reader<T> reader) {
        return switch (answer) {
            case ChannelDoors.Answer.Silent _ -> new Said.Nothing<>();
            case ChannelDoors.Answer.Refused(_, String detail, List<ChannelDoors.Fault> faults) -> new Said.Refused<>(detail, faults);
            case ChannelDoors.Answer.Given(JsonNode body) -> {
                try {
                    yield new Said.Told<>(reader.read(body));
                } catch (IllegalArgumentException | DateTimeException e) {
                    yield new Said.Nothing<>();
                }
            }
        };
    }

    private static Unknown unknown(JsonNode item) {
        JsonNode question = item.path("question");
        return new Unknown(item.path("delivery").asString(), text(item, "phone"), item.path("revision").asInt(),
                new AreaCode(item.path("area").asString()), item.path("reason").asString(""),
                OffsetDateTime.parse(question.path("since").asString("")), question.path("notFound").asInt(0), time(question, "next"),
                item.path("attempts").valueStream().map(a -> new Attempt(OffsetDateTime.parse(a.path("at").asString()),
                        a.path("provider").asString(), a.path("outcome").asString(), text(a, "code"))).toList());
    }

    private static Group group(JsonNode item) {
        return new Group(item.path("revision").asInt(), item.path("reason").asString(""), item.path("count").asLong(),
                item.path("asked").asLong(), OffsetDateTime.parse(item.path("oldest").asString("")));
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static @Nullable OffsetDateTime time(JsonNode node, String field) {
        String text = text(node, field);
        return text == null ? null : OffsetDateTime.parse(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
