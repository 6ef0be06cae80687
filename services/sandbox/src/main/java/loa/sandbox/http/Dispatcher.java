package loa.sandbox.http;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The one servlet: finds the route and turns faults into problems. */
final class Dispatcher extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final transient List<Routes.Route> routes;
    private final transient JsonMapper json = JsonMapper.shared();

    Dispatcher(Routes routes) {
        this.routes = routes.all();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        boolean pathIsKnown = false;
        for (Routes.Route route : routes) {
            Matcher path = route.path().matcher(request.getRequestURI());
            if (path.matches()) {
                pathIsKnown = true;
                if (route.method().equals(request.getMethod())) {
                    handle(route, new Exchange(request, response, path, json));
                    return;
                }
            }
        }
        Matcher none = routes.getFirst().path().matcher("");
        new Exchange(request, response, none, json).problem(pathIsKnown
                ? new BadInput(405, "method-not-allowed", "This path does not know " + request.getMethod() + ".")
                : BadInput.notFound("There is nothing at this path."));
    }

    private static void handle(Routes.Route route, Exchange exchange) throws IOException {
        try {
            route.handler().handle(exchange);
        } catch (BadInput fault) {
            exchange.problem(fault);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A request to the sandbox failed");
            exchange.problem(new BadInput(500, "bug", "The sandbox failed: " + bug.getClass().getSimpleName() + "."));
        }
    }
}
