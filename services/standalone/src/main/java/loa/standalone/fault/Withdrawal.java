package loa.standalone.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cancels and halts in mid-run, with two instances that are well, with one that cannot reach Kafka, and with one that is frozen for ten
 * seconds while it is told. Two seconds after the answer no send may come any more; what was frozen without a cancel is sent once.
 */
final class Withdrawal implements Scenario {
    private static final int MOST_RECIPIENTS = 5_000;
    private static final int SECONDS_OF_WORK = 25;
    private static final int PATIENCE_SECONDS = 300;
    private static final int FROZEN_SECONDS = 10;
    private static final int LOOKED_AT_SECONDS = 8;
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Override
    public List<Row> play(Scene scene) {
        int recipients = Math.min(scene.recipients(), MOST_RECIPIENTS);
        var cast = new Stage.Cast(2, 0, scene.quick(), Map.of("loa.delivery.rate-per-second", Math.max(10, recipients / SECONDS_OF_WORK)));
        try (Stage stage = Stage.start(scene.directory(), cast)) {
            var run = new Run(scene, stage, recipients);
            return List.of(run.cancelled(), run.halted(), run.cancelledWhileCutOff(), run.cancelledWhileFrozen(), run.frozen());
        }
    }

    private static final class Run {
        private final Scene scene;
        private final Stage stage;
        private final Desk desk;
        private final ProviderView twilio;
        private final int recipients;

        Run(Scene scene, Stage stage, int recipients) {
            this.scene = scene;
            this.stage = stage;
            this.desk = new Desk(stage);
            this.twilio = new ProviderView(stage.providers().url(), "twilio");
            this.recipients = recipients;
            desk.load(recipients, 0, scene.out());
            twilio.behave("{\"latencyMs\": 50}");
        }

        Row cancelled() {
            return play("cancel", true, directive -> List.of(desk.cancel(directive)));
        }

        /** Nothing goes out while halted; all of it does after the resume. */
        Row halted() {
            return play("halt, resumed", false, directive -> {
                Instant answered = desk.halt();
                Patience.until("the halt is acknowledged", PATIENCE_SECONDS, desk::isHaltAcknowledged);
                Instant acknowledged = Instant.now();
                Patience.ofSeconds(LOOKED_AT_SECONDS);
                Instant resumed = Instant.now();
                desk.resume();
                return List.of(answered, resumed, acknowledged);
            });
        }

        Row cancelledWhileCutOff() {
            return play("cancel, one instance cut off from Kafka", true, directive -> {
                stage.cutOff();
                Instant answered = desk.cancel(directive);
                Patience.ofSeconds(LOOKED_AT_SECONDS);
                stage.reconnect();
                return List.of(answered);
            });
        }

        Row cancelledWhileFrozen() {
            return play("cancel, one instance frozen for 10 s", true, directive -> {
                stage.part("sms-2").freeze();
                Instant answered = desk.cancel(directive);
                Patience.ofSeconds(FROZEN_SECONDS);
                stage.part("sms-2").thaw();
                return List.of(answered);
            });
        }

        Row frozen() {
            return play("one instance frozen for 10 s", false, directive -> {
                stage.part("sms-2").freeze();
                Patience.ofSeconds(FROZEN_SECONDS);
                stage.part("sms-2").thaw();
                return List.of();
            });
        }

        private interface Act {
            /** When it was answered, then when sends might go on, if they might. */
            List<Instant> on(String directive);
        }

        private Row play(String name, boolean isCancelled, Act act) {
            twilio.reset();
            long start = System.nanoTime();
            String directive = desk.issue("emergency", List.of("sms"));
            try (var watch = new Watch(desk, directive)) {
                Patience.until("a fifth is sent", PATIENCE_SECONDS, () -> twilio.count("accepted") >= recipients / 5);
                List<Instant> times = act.on(directive);
                watch.awaitSettled(PATIENCE_SECONDS);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (isCancelled) {
                    Patience.ofSeconds(LOOKED_AT_SECONDS);
                }
                return row(name, isCancelled, watch, times, seconds);
            }
        }

        private Row row(String name, boolean isCancelled, Watch watch, List<Instant> times, double seconds) {
            List<String> notes = new ArrayList<>();
            List<String> broken = new ArrayList<>(watch.contradictions());
            if (!times.isEmpty()) {
                lateSends(times, notes, broken);
            }
            int accepted = watch.count("sms", "accepted");
            int ended = accepted + watch.count("sms", "cancelled") + watch.count("sms", "unknown");
            int lost = isCancelled ? recipients - ended : recipients - twilio.count("distinct");
            int duplicates = twilio.count("duplicates");
            int distinct = twilio.count("distinct");
            if (isCancelled) {
                notes.add("%,d accepted by our count, %,d by the provider's, %,d cancelled".formatted(accepted, distinct,
                        watch.count("sms", "cancelled")));
            }
            if (distinct < accepted || distinct > accepted + watch.count("sms", "unknown")) {
                broken.add("the provider has %,d where we count %,d".formatted(distinct, accepted));
            }
            if (lost != 0 || duplicates > 0) {
                broken.add("%,d lost, %,d sent twice; %s".formatted(lost, duplicates, watch.latest()));
            }
            ProviderView.Stretch all = twilio.between(null, null);
            return new Row(name, recipients, lost, duplicates, watch.count("sms", "unknown"), all.longestPauseMs(), all.mostInASecond(),
                    seconds, notes, broken);
        }

        private void lateSends(List<Instant> times, List<String> notes, List<String> broken) {
            Instant end = times.size() > 1 ? times.get(1) : null;
            ProviderView.Stretch late = twilio.between(times.getFirst().plus(GRACE), end);
            Instant last = times.getFirst();
            ProviderView.Stretch after = twilio.between(last, end);
            notes.add("%,d sends after the answer, %,d of them later than 2 s".formatted(after.requests(), late.requests()));
            scene.say("%,d sends after the answer, %,d of them later than 2 s", after.requests(), late.requests());
            if (late.requests() > 0) {
                broken.add("%,d sends later than 2 s after the answer".formatted(late.requests()));
            }
        }
    }
}
