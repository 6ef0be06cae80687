package loa.delivery.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is left to chance, all from one seed. */
final class Chance {
    private final RandomGenerator random;
    private final Map<Happening, Long> happened = new EnumMap<>(Happening.class);

    Chance(RandomGenerator random) {
        this.random = random;
    }

    RandomGenerator random() {
        return random;
    }

    /** This has come about. */
    void note(Happening what) {
        happened.merge(what, 1L, Long::sum);
    }

    Map<Happening, Long> happened() {
        return happened;
    }

    boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    Duration millis(int low, int high) {
        return Duration.ofMillis(between(low, high));
    }

    Duration around(Duration period) {
        return Duration.ofNanos((long) (period.toNanos() * (0.5 + random.nextDouble())));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
