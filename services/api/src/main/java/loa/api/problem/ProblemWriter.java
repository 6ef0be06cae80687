package loa.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a problem as {@code application/problem+json} (RFC 9457), whatever the caller said he accepts. Thread-safe. */
public final class ProblemWriter {
    private final JsonMapper json;

    /** Writes with this mapper. */
    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers the request with the problem. Does nothing when the answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.kind().status());
        problem.headers().forEach(response::setHeader);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(tree(problem, request.getRequestURI(), Language.of(request)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** The body alone, for one who sends it in another way. */
    public String body(Problem problem, String instance, Language language) {
        return new String(json.writeValueAsBytes(tree(problem, instance, language)), StandardCharsets.UTF_8);
    }

    private ObjectNode tree(Problem problem, String instance, Language language) {
        ObjectNode tree = json.createObjectNode();
        tree.put("type", problem.kind().type()).put("title", problem.kind().title().in(language));
        tree.put("status", problem.kind().status()).put("detail", problem.detail().in(language)).put("instance", instance);
        for (Map.Entry<String, String> extra : problem.extras().entrySet()) {
            tree.put(extra.getKey(), extra.getValue());
        }
        if (!problem.errors().isEmpty()) {
            addErrors(tree.putArray("errors"), problem.errors(), language);
        }
        return tree;
    }

    private static void addErrors(ArrayNode errors, List<FieldFault> faults, Language language) {
        for (FieldFault fault : faults) {
            errors.addObject().put("pointer", fault.pointer()).put("code", fault.code()).put("detail", fault.detail().in(language));
        }
    }
}
