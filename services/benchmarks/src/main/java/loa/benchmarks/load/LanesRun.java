package loa.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import loa.benchmarks.product.Desk;
import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.product.Place;
import loa.benchmarks.sink.Counts;
import loa.benchmarks.sink.SinkSettings;
import loa.standalone.pause.Pause;

/** Routine work under way, short emergencies one after the other, a long one at the end. */
final class LanesRun {
    /** Recipients of a short emergency. */
    static final int HAMLET = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int SEED = 1;
    private static final int LONGEST_PAUSE_MS = 400;

    private final Stage stage;
    private final Duration patience;
    private final int emergencies;
    private final int town;
    private final Random random = new Random(SEED);

    LanesRun(Stage stage, Duration patience, int emergencies, int town) {
        this.stage = stage;
        this.patience = patience;
        this.emergencies = emergencies;
        this.town = town;
    }

    /**
     * What became of the emergencies.
     *
     * @param firstArrivalMs of each short one, since it was issued
     * @param longSeconds    from the issue of the long one to the arrival of its last text
     * @param allowedSeconds what the rate allows for that, when routine work keeps its twentieth
     * @param routineShare   of all texts that arrived between the first and the last one of the long emergency
     */
    record Result(double ratePerSecond, int latencyMs, List<Long> firstArrivalMs, long longFirstArrivalMs, double longSeconds,
            double allowedSeconds, double routineShare, int mostInASecond, long turnedAway, long duplicates) {}

    Result run(SinkSettings provider) {
        stage.sink().set(provider);
        stage.sink().reset();
        List<Desk.Approved> approved = new ArrayList<>();
        for (int i = 0; i < emergencies; i++) {
            approved.add(approve("emergency", Place.HAMLET));
        }
        Desk.Approved last = approve("emergency", Place.TOWN);
        Desk.Issued routine = stage.desk().issue(approve("routine", Place.CITY));
        awaitFullSpeed(routine, provider);
        List<Long> arrivals = approved.stream().map(this::firstArrivalMs).toList();
        Result result = longOne(last, provider, arrivals);
        stage.desk().cancel(routine);
        stage.desk().awaitSettled(routine, patience);
        return result;
    }

    private Desk.Approved approve(String bulletinClass, Place place) {
        return stage.desk().approve(new DirectiveText(bulletinClass, "sms", List.of(place.commune())));
    }

    /** Five seconds of work are under way, or five answers of a slow provider. */
    private void awaitFullSpeed(Desk.Issued routine, SinkSettings provider) {
        await(routine, Math.max(1, (long) (5 * provider.ratePerSecond() * 0.5)), patience.dividedBy(10));
    }

    private long firstArrivalMs(Desk.Approved approved) {
        Pause.of(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
        Desk.Issued issued = stage.desk().issue(approved);
        Counts.OfCode arrived = await(issued, 1, patience);
        long took = arrived == null ? patience.toMillis() : arrived.firstAt() - issued.askedAt();
        await(issued, HAMLET, patience);
        return took;
    }

    private Result longOne(Desk.Approved approved, SinkSettings provider, List<Long> arrivals) {
        Desk.Issued issued = stage.desk().issue(approved);
        Counts.OfCode all = await(issued, town, patience);
        Counts counts = stage.sink().counts();
        double allowed = town / provider.ratePerSecond() * 20 / 19;
        if (all == null) {
            return new Result(provider.ratePerSecond(), provider.latencyMs(), arrivals, -1, patience.toSeconds(), allowed, 0,
                    counts.mostInASecond(), counts.turnedAway(), counts.duplicates());
        }
        long meanwhile = all.acceptedLast() - all.acceptedThen() + 1;
        return new Result(provider.ratePerSecond(), provider.latencyMs(), arrivals, all.firstAt() - issued.askedAt(),
                (all.lastAt() - issued.askedAt()) / 1e3, allowed, (double) (meanwhile - all.accepted()) / meanwhile, counts.mostInASecond(),
                counts.turnedAway(), counts.duplicates());
    }

    /** Waits until so many texts of it have arrived; null when they have not in time. */
    private Counts.@Nullable OfCode await(Desk.Issued issued, long texts, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            Counts.OfCode arrived = stage.sink().counts().codes().get(issued.checkCode());
            if (arrived != null && arrived.accepted() >= texts) {
                return arrived;
            }
            Pause.of(BETWEEN_LOOKS);
        }
        return null;
    }
}
