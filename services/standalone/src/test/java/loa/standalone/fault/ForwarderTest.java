package loa.standalone.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForwarderTest {
    private static final int PATIENCE_MS = 5_000;

    @Test
    void connectionsBreakWhenItIsCutAndComeThroughAgainAfterwards() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ServerSocket echo = echo(); Forwarder forwarder = new Forwarder(port, echo.getLocalPort())) {
            try (Socket client = connect(port)) {
                assertThat(said(client)).isEqualTo('a');
                forwarder.cut();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
            forwarder.restore();
            try (Socket client = connect(port)) {
                assertThat(said(client)).isEqualTo('a');
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static int said(Socket client) throws IOException {
        client.getOutputStream().write('a');
        return client.getInputStream().read();
    }

    private static ServerSocket echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> repeat(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException closed) {
            // the other side may go at any time
        }
    }
}
