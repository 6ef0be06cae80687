package loa.benchmarks.product;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How Loa is started, where it is not as {@code ./loa run} starts it.
 *
 * @param heap       {@code -Xmx}
 * @param jvm        more options of the JVM
 * @param properties of the services, such as {@code loa.delivery.slots}
 * @param recording  where a JFR recording of Loa goes; null: none is made
 */
public record Tuning(String heap, List<String> jvm, Map<String, String> properties, @Nullable Path recording) {
    /** Copies the collections. */
    public Tuning {
        jvm = List.copyOf(jvm);
        properties = Map.copyOf(properties);
    }

    /** The same with one property more. */
    public Tuning with(String property, String value) {
        Map<String, String> more = new java.util.HashMap<>(properties);
        more.put(property, value);
        return new Tuning(heap, jvm, more, recording);
    }

    /** As the command line of the JVM has it; the collector is that of {@code ./loa run} unless another one is named. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders"));
        if (jvm.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            options.add("-XX:+UseSerialGC");
        }
        options.addAll(jvm);
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        if (recording != null) {
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + recording.toAbsolutePath());
        }
        return options;
    }
}
