package loa.standalone.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * In mid-run an instance of each channel dies, then one of three brokers, then PostgreSQL, then everything of ours at once, each by
 * {@code kill -9} and started again; and the provider breaks one in a hundred connections after it has accepted. Nothing may be lost; no
 * text goes out twice, since Twilio can be asked; a push may, once for each answer that was lost, since a second copy replaces the first.
 */
final class EverythingDies implements Scenario {
    private static final String BEHAVIOUR = """
        {"latencyMs": 50, "faults": [{"kind": "drop-after-accept", "share": 0.01}], "receipts": {"delayMs": 500}}""";
    private static final int PATIENCE_SECONDS = 900;
    /** Shorter than the wait for what a dead instance had in hand, so that it costs no time. */
    private static final int QUICK_SECONDS_OF_WORK = 20;
    /** As fast as it goes nobody would come up again: all the processes share the processors of one machine. */
    private static final int SECONDS_OF_WORK = 100;
    private static final int SECONDS_WITHOUT_A_BROKER = 5;
    private static final int SECONDS_WITHOUT_A_DATABASE = 2;

    @Override
    public List<Row> play(Scene scene) {
        int push = scene.quick() ? 0 : 2;
        Map<String, Object> engine = scene.quick()
                ? Map.of("loa.delivery.rate-per-second", scene.recipients() / QUICK_SECONDS_OF_WORK, "loa.delivery.inquiry-interval", "1s")
                : Map.of("loa.delivery.rate-per-second", Math.max(10, scene.recipients() / SECONDS_OF_WORK));
        try (Stage stage = Stage.start(scene.directory(), new Stage.Cast(2, push, scene.quick(), engine))) {
            return new Run(scene, stage).rows();
        }
    }

    private static final class Run {
        private final Scene scene;
        private final Stage stage;
        private final Desk desk;
        private final ProviderView twilio;
        private final ProviderView fcm;
        private final List<String> channels;
        private int pushesInHand;

        Run(Scene scene, Stage stage) {
            this.scene = scene;
            this.stage = stage;
            this.desk = new Desk(stage);
            this.twilio = new ProviderView(stage.providers().url(), "twilio");
            this.fcm = new ProviderView(stage.providers().url(), "fcm");
            this.channels = stage.servicesOf("push").isEmpty() ? List.of("sms") : List.of("sms", "push");
        }

        List<Row> rows() {
            desk.load(scene.recipients(), channels.contains("push") ? scene.recipients() : 0, scene.out());
            twilio.behave(BEHAVIOUR);
            fcm.behave(BEHAVIOUR);
            long start = System.nanoTime();
            String directive = desk.issue("emergency", channels);
            try (var watch = new Watch(desk, directive)) {
                breakThings();
                watch.awaitSettled(PATIENCE_SECONDS);
                double seconds = (System.nanoTime() - start) / 1e9;
                scene.say("settled after %.1f s", seconds);
                return channels.stream().map(channel -> row(channel, watch, seconds)).toList();
            }
        }

        private void breakThings() {
            awaitAccepted(15);
            dies("an instance of each channel", instances());
            instances().forEach(Part::startWithoutWaiting);
            awaitAccepted(35);
            Part broker = stage.part("broker-2");
            dies("one of three brokers", List.of(broker));
            Patience.ofSeconds(SECONDS_WITHOUT_A_BROKER);
            broker.startWithoutWaiting();
            instances().forEach(Part::awaitReady); // to start, a service needs its database
            awaitAccepted(55);
            dies("PostgreSQL", List.of(stage.part("postgres")));
            Patience.ofSeconds(SECONDS_WITHOUT_A_DATABASE);
            stage.part("postgres").start();
            broker.awaitReady();
            if (!scene.quick()) {
                awaitAccepted(75);
                dies("everything of ours", stage.ours());
                stage.startOurs();
            }
        }

        private List<Part> instances() {
            return Stream.concat(stage.servicesOf("sms-1").stream(), stage.servicesOf("push-1").stream()).toList();
        }

        private void dies(String what, List<Part> parts) {
            scene.say("%s: kill -9 at %,d texts", what, twilio.count("accepted"));
            if (channels.contains("push")) {
                stage.servicesOf("push").forEach(Part::freeze);
                pushesInHand += stage.claimed("push");
                stage.servicesOf("push").forEach(Part::thaw);
            }
            parts.forEach(Part::kill);
        }

        private void awaitAccepted(int percent) {
            Patience.until("the provider has accepted %d %%".formatted(percent), PATIENCE_SECONDS,
                    () -> twilio.count("accepted") * 100L >= (long) percent * scene.recipients());
        }

        private Row row(String channel, Watch watch, double seconds) {
            ProviderView provider = channel.equals("sms") ? twilio : fcm;
            int duplicates = provider.count("duplicates");
            int dropped = provider.count("droppedAfterAccept");
            int lost = Math.max(scene.recipients() - provider.count("distinct"),
                    scene.recipients() - watch.count(channel, "accepted") - watch.count(channel, "unknown"));
            int most = channel.equals("sms") ? 0 : pushesInHand + dropped;
            List<String> notes = new ArrayList<>(List.of("%,d answers dropped".formatted(dropped)));
            if (channel.equals("push")) {
                notes.add("%,d claimed at the kills".formatted(pushesInHand));
            }
            notes.add("%,d looks at the counts".formatted(watch.looks()));
            List<String> broken = new ArrayList<>(watch.contradictions());
            if (lost > 0) {
                broken.add("%,d lost; last seen: %s".formatted(lost, watch.latest()));
            }
            if (duplicates > most) {
                broken.add("%,d duplicates where at most %,d are explained".formatted(duplicates, most));
            }
            ProviderView.Stretch all = provider.between(null, null);
            return new Row("everything dies, " + channel, scene.recipients(), lost, duplicates, watch.count(channel, "unknown"),
                    all.longestPauseMs(), all.mostInASecond(), seconds, notes, broken);
        }
    }
}
