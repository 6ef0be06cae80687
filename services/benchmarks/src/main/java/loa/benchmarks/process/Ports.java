package loa.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of 127.0.0.1 that were free a moment ago. */
public final class Ports {
    private Ports() {}

    /** So many different ones. */
    public static List<Integer> free(int count) {
        List<ServerSocket> bound = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                bound.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return bound.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bound.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
