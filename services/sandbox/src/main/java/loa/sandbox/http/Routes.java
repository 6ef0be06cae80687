package loa.sandbox.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which handler answers what, in the order in which they were added. Filled once, before the server starts. */
public final class Routes {

    /** Answers one exchange, on a virtual thread of its own. */
    public interface Handler {
        /** @throws BadInput when it does not understand the request; answered as a problem */
        void handle(Exchange exchange) throws IOException;
    }

    record Route(String method, Pattern path, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; {@code path} is a regular expression over the undecoded path, its named groups are {@link Exchange#inPath}. */
    public Routes add(String method, String path, Handler handler) {
        routes.add(new Route(method, Pattern.compile(path), handler));
        return this;
    }

    List<Route> all() {
        return List.copyOf(routes);
    }
}
