package loa.standalone.server;

/** The four services after they have started, in one process or in four. */
public interface RunningServices extends AutoCloseable {
    /** Everything is prepared: from now on the health check says what the services say. */
    void announce();

    @Override
    void close();
}
