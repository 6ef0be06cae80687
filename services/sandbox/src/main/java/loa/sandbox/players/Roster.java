package loa.sandbox.players;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.http.BadInput;

/**
 * Whom the players play for.
 *
 * @param baseUrl       where the stations' interface is, without a slash at its end
 * @param gatherSeconds how long a player keeps what it has played before it reports it, as devices do; 0 to 3,600
 */
record Roster(String baseUrl, List<Station> stations, int gatherSeconds) {

    static final Roster NOBODY = new Roster("http://127.0.0.1", List.of(), 0);
    private static final int GATHER_SECONDS = 12;

    Roster {
        stations = List.copyOf(stations);
        URI uri = URI.create(baseUrl);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("baseUrl must be an http or https address, but was " + baseUrl);
        }
        if (gatherSeconds < 0 || gatherSeconds > 3_600) {
            throw new IllegalArgumentException("gatherSeconds must be 0..3600, but was " + gatherSeconds);
        }
    }

    /** @throws BadInput 400 when it cannot be read, 422 when a value is not allowed */
    static Roster read(byte[] bytes) {
        try {
            JsonNode json = JsonMapper.shared().readTree(bytes);
            if (!json.path("baseUrl").isString() || !json.path("stations").isArray()) {
                throw BadInput.invalid("Needed are baseUrl and stations, a list of {code, key}.");
            }
            List<Station> stations = new ArrayList<>();
            for (JsonNode station : json.path("stations")) {
                stations.add(new Station(station.path("code").asString(""), station.path("key").asString("")));
            }
            return new Roster(json.path("baseUrl").asString().replaceFirst("/+$", ""), stations,
                    json.path("gatherSeconds").asInt(GATHER_SECONDS));
        } catch (JacksonException e) {
            throw BadInput.unreadable("The body is not JSON.");
        } catch (IllegalArgumentException e) {
            throw BadInput.invalid(String.valueOf(e.getMessage()));
        }
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
