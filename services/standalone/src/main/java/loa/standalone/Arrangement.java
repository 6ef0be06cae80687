package loa.standalone;

import loa.standalone.data.Ports;
import loa.standalone.sandbox.Surroundings;
import loa.standalone.server.RunningServices;

/** How the four services are laid out over processes and ports. */
interface Arrangement {
    /**
     * Looks at every port that will be used, before anything is started.
     *
     * @throws loa.standalone.data.StartFailure when one is taken
     */
    void requireFreePorts(Ports ports);

    /** Starts all four; returns when they answer. */
    RunningServices start(Settings settings, Surroundings around);

    /** Where the service that owns this path listens. */
    String baseOf(String path, Ports ports);
}
