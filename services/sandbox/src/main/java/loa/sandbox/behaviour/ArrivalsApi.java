package loa.sandbox.behaviour;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.sandbox.http.BadInput;
import loa.sandbox.http.Exchange;
import loa.sandbox.http.LocalTime;
import loa.sandbox.http.Routes;

/** {@code GET /sandbox/arrivals/<provider>?from=&to=}: how the sends came within a stretch of time. */
public final class ArrivalsApi {

    private final Map<String, Provider> providers;

    /** @param providers by the name that stands in the path */
    public ArrivalsApi(Map<String, Provider> providers) {
        this.providers = Map.copyOf(providers);
    }

    /** Adds its route. */
    public void addTo(Routes routes) {
        routes.add("GET", "/sandbox/arrivals/(?<provider>[^/]+)", this::answer);
    }

    private void answer(Exchange exchange) throws IOException {
        Provider provider = providers.get(exchange.inPath("provider"));
        if (provider == null) {
            throw BadInput.notFound("There is no provider " + exchange.inPath("provider") + ".");
        }
        Arrivals.Stretch stretch = provider.arrivals().between(time(exchange, "from"), time(exchange, "to"));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("requests", stretch.requests());
        answer.put("mostInASecond", stretch.mostInASecond());
        answer.put("longestPauseMs", stretch.longestPauseMs());
        answer.put("first", stretch.first() == null ? null : LocalTime.of(stretch.first()));
        answer.put("last", stretch.last() == null ? null : LocalTime.of(stretch.last()));
        exchange.answer(200, answer);
    }

    private static @Nullable Instant time(Exchange exchange, String field) {
        String text = exchange.field(field);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw BadInput.invalid(field + " must be a time with an offset, but was " + text + ".");
        }
    }
}
