package loa.sandbox.http;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a handler close the TCP connection, which the servlet interface has no word for. */
final class ConnectionBreaker extends ValveBase {

    static final String ATTRIBUTE = "loa.sandbox.break";

    ConnectionBreaker() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable breaker = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(ATTRIBUTE, breaker);
        getNext().invoke(request, response);
    }
}
