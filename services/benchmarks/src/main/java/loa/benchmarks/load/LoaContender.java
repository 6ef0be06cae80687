package loa.benchmarks.load;

import java.util.List;

import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.product.Place;
import loa.benchmarks.sink.SinkSettings;

/** Loa itself: one directive a run, to everybody in the city. */
final class LoaContender implements Contender {
    private final Stage stage;
    private final LoadOptions options;
    private final Load load;
    private final Broadcast broadcast;

    /** What is sent to how many. */
    record Load(String channel, String bulletinClass, int recipients) {
        DirectiveText to(Place place) {
            return new DirectiveText(bulletinClass, channel, List.of(place.commune()));
        }
    }

    /** Loads the residents. */
    LoaContender(Stage stage, LoadOptions options, Load load) {
        this.stage = stage;
        this.options = options;
        this.load = load;
        this.broadcast = new Broadcast(stage, options);
        settle(Place.WARM_UP, options.warmUp());
        settle(Place.CITY, load.recipients());
        stage.database().settleDown();
    }

    @Override
    public void warmUp(SinkSettings provider) {
        if (options.warmUp() > 0) {
            broadcast.provider(provider);
            broadcast.run(load.to(Place.WARM_UP), options.warmUp());
        }
    }

    @Override
    public Figures run(SinkSettings provider) {
        broadcast.provider(provider);
        return broadcast.run(load.to(Place.CITY), load.recipients());
    }

    /** From here on it uses no processor; what it has stands. */
    @Override
    public void close() {
        stage.loa().halt();
    }

    private void settle(Place place, int count) {
        switch (load.channel()) {
            case "sms" -> stage.residents().phones(place, count);
            case "push" -> stage.residents().devices(place, count);
            default -> throw new IllegalArgumentException("there are no residents for " + load.channel());
        }
    }
}
