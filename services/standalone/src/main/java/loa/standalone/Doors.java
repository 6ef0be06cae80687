package loa.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import loa.standalone.data.Credentials;
import loa.standalone.data.StartFailure;
import loa.standalone.pause.Pause;

/**
 * Whether every service knows the keys that credentials.json promises. They learn them from the desk over Kafka, a moment after they have
 * started; nobody should be turned away in that moment by a service that calls itself healthy.
 */
final class Doors {
    private static final List<String> ONE_PATH_OF_EACH_SERVICE = List.of("/api/v1/areas", "/api/v1/sms/subscriptions?area=99",
            "/api/v1/push/devices", "/api/v1/stations");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final UnaryOperator<String> baseOf;

    Doors(UnaryOperator<String> baseOf) {
        this.baseOf = baseOf;
    }

    /**
     * Returns when all keys are known everywhere.
     *
     * @throws StartFailure when that takes too long
     */
    void awaitOpen(Credentials credentials) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : ONE_PATH_OF_EACH_SERVICE) {
                for (Credentials.Person person : credentials.people().values()) {
                    while (isTurnedAway(http, path, person)) {
                        if (System.nanoTime() > deadline) {
                            throw new StartFailure("The services did not learn the keys of credentials.json in time; see the log.");
                        }
                        Pause.of(BETWEEN_LOOKS); // another process may be meant: it tells nobody when it has learnt the keys
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the services", e);
        }
    }

    private boolean isTurnedAway(HttpClient http, String path, Credentials.Person person) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseOf.apply(path) + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + person.apiKey()).build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 401 || status == 503;
        } catch (IOException e) {
            return true; // not listening yet
        }
    }
}
