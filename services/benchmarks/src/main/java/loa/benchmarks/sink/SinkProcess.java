package loa.benchmarks.sink;

import java.io.IOException;

/** A sink as a process of its own: says {@code READY <port> <control port>} and ends when its standard input closes. */
public final class SinkProcess {
    private SinkProcess() {}

    /** The one argument: how many streams one HTTP/2 connection may have open. */
    public static void main(String[] arguments) throws IOException {
        try (Sink sink = new Sink(Integer.parseInt(arguments[0]))) {
            System.out.println("READY " + sink.port() + " " + sink.controlPort());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
