package loa.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request to the sandbox's own interface that it does not understand; becomes problem details (RFC 9457). */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code stands in the problem's type, {@code urn:loa:problem:<code>} */
    public BadInput(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** 400: the bytes are not what they should be. */
    public static BadInput unreadable(String detail) {
        return new BadInput(400, "unreadable", detail);
    }

    /** 422: readable, and a value is not allowed. */
    public static BadInput invalid(String detail) {
        return new BadInput(422, "invalid-field", detail);
    }

    /** 404. */
    public static BadInput notFound(String detail) {
        return new BadInput(404, "not-found", detail);
    }

    int status() {
        return status;
    }

    Map<String, Object> problem(String instance) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:loa:problem:" + code);
        problem.put("title", code.replace('-', ' '));
        problem.put("status", status);
        problem.put("detail", String.valueOf(getMessage()));
        problem.put("instance", instance);
        return problem;
    }
}
