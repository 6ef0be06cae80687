package loa.api.problem;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import loa.contract.Ids;

/**
 * Answers every exception of a request with a {@link Problem}, except where a browser asked for a page: that is for the pages' own
 * handling. An exception that nobody expected is logged under an id, and the caller gets the id only.
 */
final class ProblemResolver implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    private final ProblemWriter writer;

    ProblemResolver(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, @Nullable Object handler,
            Exception exception) {
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException || isForPage(request)) {
            return null;
        }
        if (exception instanceof AsyncRequestNotUsableException) {
            return new ModelAndView(); // The caller has left: nobody reads an answer.
        }
        try {
            writer.write(request, response, SpringProblems.of(exception).orElseGet(() -> unexpected(request, exception)));
        } catch (IOException e) {
            throw new UncheckedIOException("The problem could not be written", e);
        }
        return new ModelAndView();
    }

    private static Problem unexpected(HttpServletRequest request, Exception exception) {
        String id = Ids.next().toString();
        LOG.atError().addKeyValue("problem", id).addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI()).setCause(exception).log("A request failed unexpectedly");
        return Problem.of(ProblemKind.INTERNAL, Wording.of("Lỗi không mong đợi; mã để tra cứu: %s.", "Unexpected; look it up by: %s.", id));
    }

    private static boolean isForPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE) && !request.getRequestURI().startsWith("/api/");
    }
}
