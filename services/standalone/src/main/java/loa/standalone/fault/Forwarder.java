package loa.standalone.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** Passes connections on to another port until it is cut; then all of them break, and new ones are refused. */
final class Forwarder implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final int port;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket door;
    private @Nullable Thread doorkeeper;

    Forwarder(int port, int target) {
        this.port = port;
        this.target = target;
        restore();
    }

    int port() {
        return port;
    }

    int target() {
        return target;
    }

    synchronized void restore() {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            door = listening;
            doorkeeper = Thread.ofVirtual().name("forwarder-" + port).start(() -> accept(listening));
        } catch (IOException e) {
            throw new UncheckedIOException("port %d cannot be listened on".formatted(port), e);
        }
    }

    synchronized void cut() {
        close(door);
        awaitDoorkeeper();
        open.forEach(Forwarder::close);
        open.clear();
    }

    /** The kernel takes connections until the thread that waits for them has let go of the port. */
    private void awaitDoorkeeper() {
        try {
            if (doorkeeper != null && !doorkeeper.join(LONGEST_WAIT)) {
                throw new IllegalStateException("port %d is still listened on".formatted(port));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client, listening));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client, ServerSocket listening) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            if (listening.isClosed()) { // cut in this very moment
                cut();
                return;
            }
            Thread.ofVirtual().start(() -> pass(client, server));
            pass(server, client);
        } catch (IOException unreachable) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // either side may go at any time
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(@Nullable AutoCloseable closing) {
        try (closing) {
            // nothing else
        } catch (Exception e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }
}
