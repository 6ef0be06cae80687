package loa.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.product.Place;
import loa.benchmarks.sink.SinkSettings;
import loa.standalone.pause.Pause;

/** Loa, one push for each of a hundred villages. */
final class TopicContender implements Contender {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS = 1_500;

    private final Stage stage;
    private final Broadcast broadcast;
    private final List<String> villages = Place.CITY.villages();

    /** Imports one device for each village and waits until FCM has them in their topics. */
    TopicContender(Stage stage, LoadOptions options) {
        this.stage = stage;
        this.broadcast = new Broadcast(stage, options);
        var csv = new StringBuilder("installation,token,platform,areas,language\n");
        for (int i = 0; i < villages.size(); i++) {
            csv.append(String.format(Locale.ROOT, "benchmark-installation-%04d,benchmark-topic-token-%04d,android,%s,vi%n", i, i,
                    villages.get(i)));
        }
        stage.desk().importCsv("/api/v1/push/devices:import", csv.toString());
        awaitTopics();
    }

    @Override
    public void warmUp(SinkSettings provider) {
        run(provider);
    }

    @Override
    public Figures run(SinkSettings provider) {
        broadcast.provider(provider);
        return broadcast.run(new DirectiveText("priority", "push", villages), villages.size());
    }

    @Override
    public void close() {
        stage.loa().halt();
    }

    private void awaitTopics() {
        for (int look = 0; stage.database().number("select count(*) from push.topic_membership where not member") > 0; look++) {
            if (look == LOOKS) {
                throw new IllegalStateException("The devices have not come into their topics");
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }
}
