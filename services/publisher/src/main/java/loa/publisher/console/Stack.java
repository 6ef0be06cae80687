package loa.publisher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import loa.contract.Counts;

/** Counts as one bar: what arrived, what was accepted, what failed, what is not known, what was stopped; the rest is still to come. */
record Stack(List<Part> parts) {
    /** One colour of the bar, in percent of its length. */
    record Part(String kind, String x, String width) {}

    static Stack of(Counts counts) {
        long[] numbers = {counts.delivered(), counts.accepted() - counts.delivered() - counts.undelivered(), counts.unknown(),
                counts.refused() + counts.gone() + counts.undelivered(), counts.expired() + counts.cancelled()};
        String[] kinds = {"delivered", "accepted", "unknown", "failed", "stopped"};
        List<Part> parts = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < numbers.length && counts.audience() > 0; i++) {
            double width = 100.0 * numbers[i] / counts.audience();
            if (width > 0) {
                parts.add(new Part(kinds[i], percent(from), percent(width)));
            }
            from += width;
        }
        return new Stack(List.copyOf(parts));
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
