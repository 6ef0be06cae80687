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
 * @param baseUrl where the stations' interface is, without a slash at its end
 */
record Roster(String baseUrl, List<Station> stations) {

    static final Roster NOBODY = new Roster("http://127.0.0.1", List.of());

    Roster {
        stations = List.copyOf(stations);
        URI uri = URI.create(baseUrl);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("baseUrl must be an http or https address, but was " + baseUrl);
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
            return new Roster(json.path("baseUrl").asString().replaceFirst("/+$", ""), stations);
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
