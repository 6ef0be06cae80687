package loa.standalone.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Ports that stay ours while what listens on them is dead: below the range from which the system takes the ports of connections that go
 * out. Each is given once.
 */
final class FreePorts {
    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 30_000;

    private int next;

    FreePorts(RandomGenerator random) {
        this.next = random.nextInt(LOWEST, HIGHEST);
    }

    int take() {
        for (int tries = 0; tries < HIGHEST - LOWEST; tries++) {
            next = next >= HIGHEST ? LOWEST : next + 1;
            if (isFree(next)) {
                return next;
            }
        }
        throw new IllegalStateException("no port of %d to %d is free".formatted(LOWEST, HIGHEST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
