package loa.standalone.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two instances share the work and a rate limit. In mid-run one is killed, a new one is added, and one of three brokers dies and comes
 * back. The provider never sees more than 1.02 times the limit in any second; the stream of sends does not pause longer than 5 s for an
 * instance and 10 s for a broker; nothing goes out twice.
 */
final class Sharing implements Scenario {
    private static final int SECONDS_OF_WORK = 100;
    private static final int MOST_RECIPIENTS = 500 * SECONDS_OF_WORK;
    private static final int PATIENCE_SECONDS = 900;
    private static final int SETTLE_DOWN = 10;
    private static final long PAUSE_FOR_AN_INSTANCE_MS = 5_000;
    private static final long PAUSE_FOR_A_BROKER_MS = 10_000;

    @Override
    public List<Row> play(Scene scene) {
        int recipients = Math.min(scene.recipients(), MOST_RECIPIENTS);
        int limit = Math.max(10, recipients / SECONDS_OF_WORK);
        var cast = new Stage.Cast(2, 0, scene.quick(), Map.of("loa.delivery.rate-per-second", limit));
        try (Stage stage = Stage.start(scene.directory(), cast)) {
            return new Run(scene, stage, recipients, limit).rows();
        }
    }

    private static final class Run {
        private final Scene scene;
        private final Stage stage;
        private final Desk desk;
        private final ProviderView twilio;
        private final int recipients;
        private final int limit;
        private final List<String> notes = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();

        Run(Scene scene, Stage stage, int recipients, int limit) {
            this.scene = scene;
            this.stage = stage;
            this.desk = new Desk(stage);
            this.twilio = new ProviderView(stage.providers().url(), "twilio");
            this.recipients = recipients;
            this.limit = limit;
        }

        List<Row> rows() {
            desk.load(recipients, 0, scene.out());
            twilio.behave("{\"latencyMs\": 50, \"receipts\": {\"delayMs\": 500}}");
            long start = System.nanoTime();
            String directive = desk.issue("emergency", List.of("sms"));
            notes.add("limit %,d a second".formatted(limit));
            try (var watch = new Watch(desk, directive)) {
                Patience.until("sends begin", PATIENCE_SECONDS, () -> twilio.count("accepted") > 0);
                Patience.ofSeconds(SETTLE_DOWN);
                Part instance = stage.part("sms-1");
                paused("an instance killed", PAUSE_FOR_AN_INSTANCE_MS, instance::kill);
                paused("an instance added", PAUSE_FOR_AN_INSTANCE_MS, instance::start);
                Part broker = stage.part("broker-1");
                paused("a broker killed", PAUSE_FOR_A_BROKER_MS, broker::kill);
                paused("the broker back", PAUSE_FOR_A_BROKER_MS, broker::start);
                int done = twilio.count("accepted");
                watch.awaitSettled(PATIENCE_SECONDS);
                return List.of(row(watch, (System.nanoTime() - start) / 1e9, done));
            }
        }

        /** Does it and measures the longest pause from its beginning until things have settled down. */
        private void paused(String what, long mostMs, Runnable fault) {
            Instant from = Instant.now();
            fault.run();
            Patience.ofSeconds(SETTLE_DOWN);
            ProviderView.Stretch stretch = twilio.between(from, Instant.now());
            scene.say("%s: longest pause %,d ms, fullest second %,d", what, stretch.longestPauseMs(), stretch.mostInASecond());
            notes.add("%s: %,d ms".formatted(what, stretch.longestPauseMs()));
            if (stretch.longestPauseMs() > mostMs) {
                broken.add("%s: a pause of %,d ms".formatted(what, stretch.longestPauseMs()));
            }
        }

        private Row row(Watch watch, double seconds, int doneAtTheLastFault) {
            ProviderView.Stretch all = twilio.between(null, null);
            int lost = Math.max(recipients - twilio.count("distinct"), recipients - watch.count("sms", "accepted"));
            int duplicates = twilio.count("duplicates");
            broken.addAll(watch.contradictions());
            if (all.mostInASecond() > limit * 1.02) {
                broken.add("%,d sends in a second where the limit is %,d".formatted(all.mostInASecond(), limit));
            }
            if (lost > 0 || duplicates > 0) {
                broken.add("%,d lost, %,d sent twice".formatted(lost, duplicates));
            }
            if (doneAtTheLastFault >= recipients) {
                broken.add("the work was done before the last fault: take more recipients");
            }
            return new Row("two instances share", recipients, lost, duplicates, watch.count("sms", "unknown"), all.longestPauseMs(),
                    all.mostInASecond(), seconds, notes, broken);
        }
    }
}
