package loa.standalone.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * The ports that Loa listens on, all on 127.0.0.1.
 *
 * @param http    everything of Loa's own
 * @param sandbox the sandbox's providers and page
 * @param kafka   the broker
 */
public record Ports(int http, int sandbox, int kafka) {
    /** From {@code LOA_HTTP_PORT}, {@code LOA_SANDBOX_PORT} and {@code LOA_KAFKA_PORT}. */
    public static Ports of(Map<String, String> environment) {
        return new Ports(port(environment, "LOA_HTTP_PORT", 8080), port(environment, "LOA_SANDBOX_PORT", 8090),
                port(environment, "LOA_KAFKA_PORT", 9092));
    }

    /**
     * Looks before anything is started, so that nothing is left half-started.
     *
     * @throws StartFailure when one is taken
     */
    public void requireFree() {
        requireFree("LOA_HTTP_PORT", http);
        requireFree("LOA_SANDBOX_PORT", sandbox);
        requireFree("LOA_KAFKA_PORT", kafka);
    }

    /**
     * The same for the port of a service that runs apart.
     *
     * @throws StartFailure when it is taken
     */
    public void requireFreeForService(String service, int port) {
        requireFree("LOA_HTTP_PORT (the first of the services' ports; this one is of " + service + ")", port);
    }

    private static void requireFree(String variable, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartFailure("Port %d is in use; stop what uses it or set %s to another.".formatted(port, variable), e);
        }
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        String text = environment.get(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure("%s must be a port from 1 to 65535, but was '%s'.".formatted(variable, text), e);
        }
        throw new StartFailure("%s must be a port from 1 to 65535, but was '%s'.".formatted(variable, text));
    }
}
