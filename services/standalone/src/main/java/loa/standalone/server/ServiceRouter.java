package loa.standalone.server;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Hands each request to the service whose path it is. */
final class ServiceRouter extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a servlet is never serialised
    private volatile Map<Service, ServiceContext> contexts = Map.of();

    void route(Map<Service, ServiceContext> ready) {
        contexts = new EnumMap<>(ready);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        ServiceContext context = contexts.get(Service.ofPath(path(request)));
        if (context == null) {
            response.setHeader("Retry-After", "2");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        context.handle(request, response);
    }

    /** An error page belongs to the service whose path failed. */
    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }
}
