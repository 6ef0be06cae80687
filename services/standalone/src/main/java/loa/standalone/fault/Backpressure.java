package loa.standalone.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The texts' provider falls to a tenth of its speed while pushes go out as before: the desk's answers and the other channel do not feel
 * it. Both are measured twice in the same run, with the provider at its speed and without.
 */
final class Backpressure implements Scenario {
    private static final int MOST_RECIPIENTS = 20_000;
    private static final int SECONDS_OF_WORK = 40;
    private static final int PATIENCE_SECONDS = 900;
    private static final int BETWEEN_REQUESTS_MS = 50;
    /** The longest that both phases may differ by chance on a machine of two cores. */
    private static final double MOST_TIMES = 2;
    private static final double AT_LEAST_MS = 250;

    @Override
    public List<Row> play(Scene scene) {
        int recipients = Math.min(scene.recipients(), MOST_RECIPIENTS);
        var cast = new Stage.Cast(1, 1, scene.quick(), Map.of());
        try (Stage stage = Stage.start(scene.directory(), cast)) {
            return new Run(scene, stage, recipients).rows();
        }
    }

    /** What was felt while pushes went out. */
    private record Felt(double p99, double worst, double pushSeconds, int texts) {}

    private static final class Run {
        private final Scene scene;
        private final Desk desk;
        private final ProviderView twilio;
        private final ProviderView fcm;
        private final int recipients;

        Run(Scene scene, Stage stage, int recipients) {
            this.scene = scene;
            this.desk = new Desk(stage);
            this.twilio = new ProviderView(stage.providers().url(), "twilio");
            this.fcm = new ProviderView(stage.providers().url(), "fcm");
            this.recipients = recipients;
        }

        List<Row> rows() {
            desk.load(recipients, recipients, scene.out());
            fcm.behave("{\"latencyMs\": 50}");
            long start = System.nanoTime();
            int rate = Math.max(10, recipients / SECONDS_OF_WORK);
            run("warm-up", rate); // the desk's first answers are those of a JVM that has just started
            Felt usual = run("at its speed, %,d a second".formatted(rate), rate);
            Felt slow = run("at a tenth", rate / 10);
            return List.of(row(usual, slow, (System.nanoTime() - start) / 1e9));
        }

        private Felt run(String what, int acceptedPerSecond) {
            twilio.behave("{\"latencyMs\": 50, \"acceptedPerSecond\": %d}".formatted(acceptedPerSecond));
            int textsBefore = twilio.count("accepted");
            long start = System.nanoTime();
            String directive = desk.issue("emergency", List.of("sms", "push"));
            List<Double> took = new ArrayList<>();
            double pushSeconds = 0;
            long end = start + SECONDS_OF_WORK * 1_000_000_000L;
            while (pushSeconds == 0 || System.nanoTime() < end) {
                took.add(timed(desk::list));
                took.add(timed(() -> {
                    var unused = desk.progress(directive);
                }));
                if (pushSeconds == 0 && desk.progress(directive).at("/channels/push/counts/accepted").asInt() == recipients) {
                    pushSeconds = (System.nanoTime() - start) / 1e9;
                }
                Patience.ofMillis(BETWEEN_REQUESTS_MS);
                if (System.nanoTime() - start > PATIENCE_SECONDS * 1_000_000_000L) {
                    throw new IllegalStateException("the pushes are not all accepted after %d s".formatted(PATIENCE_SECONDS));
                }
            }
            double[] sorted = took.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            var felt = new Felt(sorted[(int) (sorted.length * 0.99)], Arrays.stream(sorted).max().orElse(0), pushSeconds,
                    twilio.count("accepted") - textsBefore);
            desk.cancel(directive);
            scene.say("%s: %,d texts; p99 of %,d answers %.0f ms, all pushes after %.1f s", what, felt.texts(), sorted.length, felt.p99(),
                    felt.pushSeconds());
            Patience.until("the rest is cancelled", PATIENCE_SECONDS, () -> desk.progress(directive).path("settled").asBoolean());
            return felt;
        }

        private static double timed(Runnable request) {
            long start = System.nanoTime();
            request.run();
            return (System.nanoTime() - start) / 1e6;
        }

        private Row row(Felt usual, Felt slow, double seconds) {
            List<String> broken = new ArrayList<>();
            if (slow.p99() > Math.max(AT_LEAST_MS, usual.p99() * MOST_TIMES)) {
                broken.add("p99 of the desk's answers rose from %.0f to %.0f ms".formatted(usual.p99(), slow.p99()));
            }
            if (slow.pushSeconds() > usual.pushSeconds() * MOST_TIMES) {
                broken.add("pushes took %.1f s instead of %.1f".formatted(slow.pushSeconds(), usual.pushSeconds()));
            }
            List<String> notes = List.of(
                    "desk p99 %.0f ms, worst %.0f ms; slow provider %.0f ms, %.0f ms".formatted(usual.p99(), usual.worst(), slow.p99(),
                            slow.worst()),
                    "all pushes %.1f s; slow provider %.1f s".formatted(usual.pushSeconds(), slow.pushSeconds()),
                    "texts %,d; slow provider %,d".formatted(usual.texts(), slow.texts()));
            ProviderView.Stretch all = twilio.between(null, null);
            return new Row("provider at a tenth", recipients, 0, twilio.count("duplicates"), 0, all.longestPauseMs(), all.mostInASecond(),
                    seconds, notes, broken);
        }
    }
}
