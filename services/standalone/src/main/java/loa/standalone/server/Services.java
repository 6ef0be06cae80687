package loa.standalone.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import loa.standalone.data.StartFailure;

/** The four services behind one web server. */
public final class Services implements RunningServices {
    private static final String UP = "UP";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ServiceRouter router = new ServiceRouter();
    private final Map<Service, ServiceContext> contexts = Collections.synchronizedMap(new EnumMap<>(Service.class));
    private final WebServer server;
    private volatile boolean announced;

    /**
     * Binds the port; nothing answers but the health check, with 503.
     *
     * @param https whether browsers come by https, through a proxy in front
     */
    public Services(int port, boolean https, Path workDirectory) {
        try {
            server = new WebServer(port, https, workDirectory);
        } catch (IOException e) {
            throw new StartFailure("The data directory %s cannot be written: %s.".formatted(workDirectory, e.getMessage()), e);
        }
        server.serve("/actuator/*", new OperationsServlet(this::statuses, meters));
        server.serve("/v3/api-docs", new OpenApiServlet(contexts::values));
        server.serve("/", router);
        server.start();
    }

    /** Starts all services, two at a time, with their properties. They answer when this returns, but are not yet announced as healthy. */
    public void start(Function<Service, Map<String, Object>> properties) {
        try (ExecutorService starters = Executors.newFixedThreadPool(2)) {
            List<Future<?>> starting = new ArrayList<>();
            for (Service service : Service.values()) {
                starting.add(starters.submit(() -> contexts.put(service,
                        ServiceContext.start(service, properties.apply(service), router.getServletConfig(), meters))));
            }
            for (Future<?> one : starting) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A service did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the services started", e);
        }
        router.route(contexts);
    }

    @Override
    public void announce() {
        announced = true;
    }

    private Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ServiceContext context = contexts.get(service);
            statuses.put(service.label(), context == null ? "DOWN" : context.health().getStatus().getCode());
        }
        statuses.put("start", announced ? UP : "OUT_OF_SERVICE");
        return statuses;
    }

    /** The web server first, so that nobody is told yes any more; then the channels, then the desk. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
                contexts.values().forEach(context -> closers.execute(context::close));
            }
        }
    }
}
