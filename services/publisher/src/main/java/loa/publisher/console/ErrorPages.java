package loa.publisher.console;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import loa.api.problem.ProblemException;
import loa.contract.Ids;

/**
 * Makes a page of whatever ends a request that a browser made for one; requests of programs are answered with a problem before they come
 * here.
 */
@ControllerAdvice
class ErrorPages {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    private final PageFrame frame;

    ErrorPages(PageFrame frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    ModelAndView problem(ProblemException exception, HttpServletRequest request) {
        return frame.error(request, exception.problem().kind().status(), exception.problem());
    }

    /** What nobody expected is logged under an id, and the reader gets the id. */
    @ExceptionHandler
    ModelAndView other(Exception exception, HttpServletRequest request) throws Exception {
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException) {
            throw exception; // for Spring Security
        }
        if (exception instanceof ErrorResponse response) {
            return frame.error(request, response.getStatusCode().value(), null);
        }
        if (exception instanceof TypeMismatchException) {
            return frame.error(request, 400, null);
        }
        String id = Ids.next().toString();
        log.atError().addKeyValue("problem", id).addKeyValue("method", request.getMethod()).addKeyValue("path", request.getRequestURI())
                .setCause(exception).log("A page failed unexpectedly.");
        return frame.error(request, 500, null).addObject("code", id);
    }
}
