package loa.sandbox.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One request and its answer. For one thread. */
public final class Exchange {

    private static final int LARGEST_BODY = 1 << 20;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Matcher path;
    private final JsonMapper json;

    Exchange(HttpServletRequest request, HttpServletResponse response, Matcher path, JsonMapper json) {
        this.request = request;
        this.response = response;
        this.path = path;
        this.json = json;
    }

    /** What stands in the path at the route's group {@code name}, percent-decoded. */
    public String inPath(String name) {
        return URLDecoder.decode(path.group(name).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The path as it was written, with its query. */
    public String address() {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** A field of the query or of a form; null when it is absent or empty. */
    public @Nullable String field(String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * A whole number of the query.
     *
     * @throws BadInput 422 when it is not a number between {@code least} and {@code most}
     */
    public int number(String name, int unlessGiven, int least, int most) {
        String value = field(name);
        if (value == null) {
            return unlessGiven;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with numbers out of range
        }
        throw BadInput.invalid(name + " must be a number of " + least + " to " + most + ", but was " + value + ".");
    }

    /** A header's value, null when absent. */
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /**
     * The body's bytes.
     *
     * @throws BadInput 413 when there are more than a mebibyte of them
     */
    public byte[] body() throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new BadInput(413, "too-large", "The body is larger than " + LARGEST_BODY + " bytes.");
        }
        return body;
    }

    /** Adds a header to the answer. */
    public Exchange with(String header, String value) {
        response.setHeader(header, value);
        return this;
    }

    /** Answers {@code value} as JSON. */
    public void answer(int status, Object value) throws IOException {
        answer(status, "application/json", json.writeValueAsBytes(value));
    }

    /** Answers these bytes. */
    public void answer(int status, String contentType, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Answers without a body. */
    public void answer(int status) {
        response.setStatus(status);
    }

    /** Answers problem details (RFC 9457). */
    public void problem(BadInput fault) throws IOException {
        answer(fault.status(), "application/problem+json", json.writeValueAsBytes(fault.problem(request.getRequestURI())));
    }

    /** Breaks the connection without an answer, as a network would. */
    public void drop() {
        ((Runnable) request.getAttribute(ConnectionBreaker.ATTRIBUTE)).run();
    }
}
