package loa.benchmarks.load;

import loa.benchmarks.sink.SinkSettings;

/** Whoever sends to many recipients against the sink. */
interface Contender extends AutoCloseable {
    /** A run that does not count. */
    void warmUp(SinkSettings provider);

    /** A run that does, with a provider that behaves so. */
    Figures run(SinkSettings provider);

    @Override
    void close();
}
