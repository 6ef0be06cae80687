package loa.standalone.fault;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** One story of what goes wrong. */
interface Scenario {
    /** Plays it on a stage of its own. */
    List<Row> play(Scene scene);

    /**
     * Where and how large.
     *
     * @param directory  empty
     * @param recipients phones, and devices where push takes part
     * @param quick      the short form
     */
    record Scene(Path directory, int recipients, boolean quick, PrintStream out) {
        void say(String format, Object... values) {
            out.printf("  " + format + "%n", values);
        }
    }
}
