package loa.standalone.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** A line per channel in the terminal: bar, rate, failures by reason. Redraws in place on a terminal, appends lines elsewhere. */
final class ProgressScreen {
    private static final int BAR = 30;
    private static final List<String> DONE = List.of("accepted", "refused", "gone", "expired", "cancelled");

    private final PrintStream out;
    private final boolean inPlace;
    private int drawn;
    private List<String> last = List.of();

    ProgressScreen(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** Shows this progress; what has not changed is not written again. */
    void show(JsonNode progress) {
        List<String> lines = new ArrayList<>();
        progress.path("channels").properties().forEach(channel -> lines.add(line(channel.getKey(), channel.getValue())));
        if (lines.equals(last)) {
            return;
        }
        if (inPlace && drawn > 0) {
            out.print("\u001b[%dA".formatted(drawn));
        }
        lines.forEach(line -> out.println(inPlace ? "\u001b[2K" + line : line));
        out.flush();
        drawn = lines.size();
        last = lines;
    }

    private static String line(String name, JsonNode channel) {
        JsonNode counts = channel.path("counts");
        long audience = counts.path("audience").asLong();
        long done = DONE.stream().mapToLong(state -> counts.path(state).asLong()).sum();
        int full = audience == 0 ? 0 : (int) (BAR * done / audience);
        String failures = channel.path("failures").valueStream()
                .map(f -> f.path("reason").asString() + " ×" + f.path("count").asLong()).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "  %-12s %s%s %,d/%,d  %,.0f/s  delivered %,d%s%s", name, "█".repeat(full),
                "░".repeat(BAR - full),
                done, audience, channel.path("ratePerSecond").asDouble(), counts.path("delivered").asLong(), open(counts),
                failures.isEmpty() ? "" : "  failed: " + failures);
    }

    private static String open(JsonNode counts) {
        return List.of("deferred", "unknown").stream().filter(state -> counts.path(state).asLong() > 0)
                .map(state -> "  %s %,d".formatted(state, counts.path(state).asLong())).collect(Collectors.joining());
    }
}
