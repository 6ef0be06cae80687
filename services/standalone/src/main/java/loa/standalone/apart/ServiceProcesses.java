package loa.standalone.apart;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import loa.standalone.server.RunningServices;
import loa.standalone.server.Service;

/** The four processes together. */
public final class ServiceProcesses implements RunningServices {
    private final List<ServiceProcess> processes = new ArrayList<>();

    /** Starts all and returns when all are healthy; ends those that were started when one is not. */
    public static ServiceProcesses start(Path servicesDirectory, Function<Service, Path> ownDirectory, Function<Service, Integer> port,
            Function<Service, Map<String, Object>> properties) {
        var all = new ServiceProcesses();
        boolean healthy = false;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Service service : Service.values()) {
                all.processes.add(ServiceProcess.start(service, servicesDirectory, ownDirectory.apply(service), port.apply(service),
                        properties.apply(service)));
            }
            all.processes.forEach(process -> process.awaitHealthy(http));
            healthy = true;
        } finally {
            if (!healthy) {
                all.close();
            }
        }
        return all;
    }

    /** Each process answers for itself as soon as it can. */
    @Override
    public void announce() {
        // nothing is held back
    }

    @Override
    public void close() {
        try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
            processes.forEach(process -> closers.execute(process::close));
        }
    }
}
