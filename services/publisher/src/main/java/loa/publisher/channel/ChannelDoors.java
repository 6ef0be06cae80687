package loa.publisher.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.api.access.Caller;
import loa.contract.Channel;
import loa.contract.LoaJson;
import loa.contract.Pass;
import loa.contract.SigningKey;

/**
 * Asks a channel over its REST API in the name of the person before the screen. A channel that does not answer within two seconds is
 * silent; nothing of the desk waits for it any longer. Thread-safe.
 */
public final class ChannelDoors {
    private static final Logger log = LoggerFactory.getLogger(ChannelDoors.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(10);

    private final JsonMapper json = LoaJson.mapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Map<Channel, URI> addresses;
    private final SigningKey key;
    private final Clock clock;

    ChannelDoors(Map<Channel, URI> addresses, SigningKey key, Clock clock) {
        this.addresses = Map.copyOf(addresses);
        this.key = key;
        this.clock = clock;
    }

    /** What came back. */
    public sealed interface Answer {
        /** 2xx, with what was asked for. */
        record Given(JsonNode body) implements Answer {}

        /** A problem, with its {@code detail} in the language that was asked for. */
        record Refused(int status, String detail, List<Fault> faults) implements Answer {
            /** Copies the faults. */
            public Refused {
                faults = List.copyOf(faults);
            }
        }

        /** Nothing, in time. */
        record Silent() implements Answer {}
    }

    /** One field that the channel finds faulty: where, and the code, which never changes. */
    public record Fault(String pointer, String code, String detail) {}

    /** Asks for what stands at this path of the channel, such as {@code held-directives}. */
    public Answer get(Channel channel, Caller caller, String path, String language) {
        return ask(channel, request(channel, caller, path, language).GET());
    }

    /** The same where the channel has to look through a whole ledger, and somebody waits for just that. */
    Answer getPatiently(Channel channel, Caller caller, String path, String language) {
        return ask(channel, request(channel, caller, path, language).timeout(LONG_PATIENCE).GET());
    }

    /** Has something done. What a channel that was silent has done after all is done: its calls may be repeated. */
    public Answer post(Channel channel, Caller caller, String path, Object body, String language) {
        return ask(channel, request(channel, caller, path, language).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(Channel channel, Caller caller, String path, String language) {
        var pass = new Pass(channel, caller.holder(), caller.name(), caller.roles(), caller.area(),
                OffsetDateTime.now(clock).plus(Pass.LIFE));
        String address = String.valueOf(addresses.get(channel)).replaceFirst("/+$", "");
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/" + channel.code() + "/" + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + pass.sign(key)).header("Accept-Language", language);
    }

    private static List<Fault> faults(JsonNode body) {
        return body.path("errors").valueStream().map(
                e -> new Fault(e.path("pointer").asString(""), e.path("code").asString(""), e.path("detail").asString(""))).toList();
    }

    private Answer ask(Channel channel, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = json.readTree(response.body());
            return response.statusCode() / 100 == 2
                    ? new Answer.Given(body)
                    : new Answer.Refused(response.statusCode(), body.path("detail").asString(""), faults(body));
        } catch (IOException | JacksonException e) {
            log.atWarn().addKeyValue("channel", channel.code()).addKeyValue("cause", e.getClass().getSimpleName())
                    .log("A channel does not answer.");
            return new Answer.Silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silent();
        }
    }
}
