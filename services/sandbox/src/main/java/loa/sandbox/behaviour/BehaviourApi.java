package loa.sandbox.behaviour;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import loa.sandbox.http.BadInput;
import loa.sandbox.http.Exchange;
import loa.sandbox.http.Routes;

/** {@code GET}, {@code PUT} and {@code DELETE /sandbox/behaviour/<provider>}. */
public final class BehaviourApi {

    private static final String PATH = "/sandbox/behaviour/(?<provider>[^/]+)";

    private final Map<String, Provider> providers;

    /** @param providers by the name that stands in the path */
    public BehaviourApi(Map<String, Provider> providers) {
        this.providers = Map.copyOf(providers);
    }

    /** Adds its routes. */
    public void addTo(Routes routes) {
        routes.add("GET", PATH, exchange -> answer(exchange, provider(exchange)));
        routes.add("PUT", PATH, exchange -> {
            Provider provider = provider(exchange);
            provider.behave(BehaviourJson.read(exchange.body()));
            answer(exchange, provider);
        });
        routes.add("DELETE", PATH, exchange -> {
            provider(exchange).behave(Behaviour.IDEAL);
            exchange.answer(204);
        });
    }

    private Provider provider(Exchange exchange) {
        String name = exchange.inPath("provider");
        Provider provider = providers.get(name);
        if (provider == null) {
            throw BadInput.notFound("There is no provider " + name + ", only " + String.join(", ", providers.keySet()) + ".");
        }
        return provider;
    }

    private static void answer(Exchange exchange, Provider provider) throws IOException {
        byte[] json = BehaviourJson.write(provider.behaviour()).getBytes(StandardCharsets.UTF_8);
        exchange.answer(200, "application/json", json);
    }
}
