package loa.benchmarks.table;

import java.util.List;
import java.util.Locale;

/** Several measurements of one thing, sorted; at least one. */
public record Spread(List<Double> sorted) {
    /** Sorts. */
    public Spread {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /** Of these. */
    public static Spread of(List<? extends Number> measured) {
        return new Spread(measured.stream().map(Number::doubleValue).toList());
    }

    /** The one in the middle, or the mean of the two there. */
    public double median() {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /**
     * The smallest one that so many are not above.
     *
     * @param share 0..1
     */
    public double percentile(double share) {
        return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    /** The greatest. */
    public double most() {
        return sorted.getLast();
    }

    /** Median, and in brackets the least and the greatest when there are several. */
    public String text(String format) {
        String middle = String.format(Locale.ROOT, format, median());
        return sorted.size() == 1
                ? middle
                : middle + " (" + String.format(Locale.ROOT, format, sorted.getFirst()) + "–" + String.format(Locale.ROOT, format, most())
                        + ")";
    }
}
