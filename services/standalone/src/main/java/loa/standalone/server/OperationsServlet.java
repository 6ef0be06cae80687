package loa.standalone.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** {@code /actuator/health} and {@code /actuator/prometheus} for the whole process. */
final class OperationsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient JsonMapper json = JsonMapper.builder().build();
    private final transient Supplier<Map<String, String>> statuses;
    private final transient PrometheusMeterRegistry meters;

    /** @param statuses the status of each service, {@code UP} or another word; must have an entry from the start */
    OperationsServlet(Supplier<Map<String, String>> statuses, PrometheusMeterRegistry meters) {
        this.statuses = statuses;
        this.meters = meters;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/health" -> health(response);
            case "/prometheus" -> answer(response, 200, "text/plain; version=0.0.4; charset=utf-8",
                    meters.scrape().getBytes(StandardCharsets.UTF_8));
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void health(HttpServletResponse response) throws IOException {
        Map<String, Object> components = new LinkedHashMap<>();
        Map<String, String> found = statuses.get();
        found.forEach((name, status) -> components.put(name, Map.of("status", status)));
        boolean up = found.values().stream().allMatch("UP"::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "UP" : "DOWN");
        body.put("components", components);
        answer(response, up ? 200 : 503, "application/json", json.writeValueAsBytes(body));
    }

    private static void answer(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
