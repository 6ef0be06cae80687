package loa.sandbox.files;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback address. */
public final class FreePort {

    private FreePort() {}

    /** {@code port} itself, or one that is free at this moment when it is 0. */
    public static int orAny(int port) throws IOException {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /**
     * Makes sure that nobody listens on {@code port}.
     *
     * @throws IOException with a sentence that names the port when somebody does
     */
    public static void require(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (BindException e) {
            throw new IOException("port " + port + " on 127.0.0.1 is in use", e);
        }
    }
}
