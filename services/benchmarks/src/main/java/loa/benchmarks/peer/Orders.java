package loa.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What the run tells a peer over its standard input: {@code RUN <topic> <records>}, answered by {@code DONE <milliseconds>}. */
final class Orders {
    private Orders() {}

    /** Consumes one topic to its end; returns the milliseconds. */
    interface Consumption {
        long consume(String topic, int records) throws Exception;
    }

    static void follow(Consumption consumption) throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = nextOf(lines); !line.isEmpty(); line = nextOf(lines)) {
            String[] words = line.split(" ");
            System.out.println("DONE " + consumption.consume(words[1], Integer.parseInt(words[2])));
        }
    }

    private static String nextOf(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        return line == null ? "" : line;
    }
}
