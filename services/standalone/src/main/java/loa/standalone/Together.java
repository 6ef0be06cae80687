package loa.standalone;

import loa.standalone.data.Ports;
import loa.standalone.sandbox.Surroundings;
import loa.standalone.server.RunningServices;
import loa.standalone.server.Services;

/** All four services in this process, on one port (ADR 1). */
final class Together implements Arrangement {
    @Override
    public void requireFreePorts(Ports ports) {
        ports.requireFree();
    }

    @Override
    public RunningServices start(Settings settings, Surroundings around) {
        boolean https = settings.publicUrl().startsWith("https://");
        var services = new Services(settings.ports().http(), https, settings.data().subdirectory("web"));
        try (var undo = new Undo()) {
            undo.add(services);
            services.start(service -> settings.of(service, around));
            undo.keep();
        }
        return services;
    }

    @Override
    public String baseOf(String path, Ports ports) {
        return "http://127.0.0.1:" + ports.http();
    }
}
