package loa.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import loa.sandbox.behaviour.ArrivalsApi;
import loa.sandbox.behaviour.BehaviourApi;
import loa.sandbox.behaviour.Provider;
import loa.sandbox.fcm.Fcm;
import loa.sandbox.files.DirectoryLock;
import loa.sandbox.http.Routes;
import loa.sandbox.page.Page;
import loa.sandbox.players.Players;
import loa.sandbox.twilio.Twilio;
import loa.sandbox.twilio.TwilioAccount;

/** The parts of the sandbox that keep something, on one directory. */
record Parts(DirectoryLock lock, TwilioAccount account, Map<String, Provider> behaviours, Twilio twilio, Fcm fcm, Players players,
        Page page) {

    private static final Duration PATIENCE_WITH_A_PREDECESSOR = Duration.ofSeconds(10);

    static Parts open(Path directory) throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(directory, PATIENCE_WITH_A_PREDECESSOR);
        try {
            InstantSource clock = InstantSource.system();
            TwilioAccount account = TwilioAccount.loadOrCreate(directory);
            Provider twilio = new Provider(directory.resolve("behaviour-twilio.json"), clock);
            Provider fcm = new Provider(directory.resolve("behaviour-fcm.json"), clock);
            return new Parts(lock, account, Map.of("twilio", twilio, "fcm", fcm), new Twilio(directory, account, twilio, clock),
                    new Fcm(directory, fcm, clock), new Players(directory, clock), new Page());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    void addTo(Routes routes) {
        twilio.addTo(routes);
        fcm.addTo(routes);
        players.addTo(routes);
        page.addTo(routes);
        new BehaviourApi(behaviours).addTo(routes);
        new ArrivalsApi(behaviours).addTo(routes);
        routes.add("GET", "/sandbox/summary", exchange -> exchange.answer(200, summary()));
        routes.add("POST", "/sandbox:reset", exchange -> {
            reset();
            exchange.answer(204);
        });
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("twilio", withArrivals("twilio", twilio.summary()));
        summary.put("fcm", withArrivals("fcm", fcm.summary()));
        summary.put("players", players.summary());
        return summary;
    }

    private Map<String, Object> withArrivals(String name, Map<String, Object> summary) {
        Provider provider = behaviours.get(name);
        if (provider != null) {
            summary.put("droppedAfterAccept", provider.arrivals().dropped());
            summary.put("mostInASecond", provider.arrivals().between(null, null).mostInASecond());
        }
        return summary;
    }

    void reset() {
        behaviours.values().forEach(provider -> provider.arrivals().clear());
        twilio.reset();
        fcm.reset();
        players.reset();
    }

    void keepCounts() {
        twilio.keepCounts();
        fcm.keepCounts();
        players.keepCounts();
    }

    void close() throws IOException {
        players.close();
        twilio.close();
        fcm.close();
        lock.close();
    }
}
