package loa.api.idempotency;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

import loa.api.problem.ProblemException;
import loa.api.problem.ProblemWriter;

/**
 * Keeps the promise of Idempotency-Key on each POST under {@code /api/v1}, after the caller is known. An answer is stored before it is
 * sent. Answers that say "try again" (429 and 5xx) are not stored.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
    /** Stands in an answer that was given before. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final int FIRST_REFUSAL = 400;
    private static final String RUN = IdempotencyFilter.class.getName() + ".run";

    private final IdempotencyStore store;
    private final Fingerprints fingerprints;
    private final ProblemWriter problems;

    /** Stores answers here. */
    public IdempotencyFilter(IdempotencyStore store, Fingerprints fingerprints, ProblemWriter problems) {
        this.store = store;
        this.fingerprints = fingerprints;
        this.problems = problems;
    }

    /** What is under way, kept with the request while an asynchronous answer is awaited. */
    private record Run(RequestKey request, UUID attempt, SpooledBody body) {}

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || !request.getRequestURI().startsWith("/api/v1/")
                || request.getHeader(RequestKey.HEADER) == null || holder() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(RUN) instanceof Run run) {
            carryOut(run, request, response, chain);
            return;
        }
        try {
            begin(request, response, chain);
        } catch (ProblemException e) {
            problems.write(request, response, e.problem());
        } catch (DataAccessException e) {
            LOG.atError().setCause(e).log("Idempotency-Key could not be looked up");
            problems.write(request, response, ProblemException.unavailable("database").problem());
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String key = RequestKey.check(request.getHeader(RequestKey.HEADER));
        Fingerprint fingerprint = fingerprints.of(request);
        SpooledBody body = fingerprint.readBody();
        Admission admission = new Admission.Running();
        try {
            var requestKey = RequestKey.of(String.valueOf(holder()), key, fingerprint.digest());
            admission = store.begin(requestKey);
            switch (admission) {
                case Admission.Started started -> start(new Run(requestKey, started.attempt(), body), request, response, chain);
                case Admission.Answered answered -> replay(answered.answer(), response);
                case Admission.Running _ -> throw ProblemException.inProgress();
                case Admission.Mismatch _ -> throw ProblemException.idempotencyMismatch();
            }
        } finally {
            if (!(admission instanceof Admission.Started)) {
                body.close();
            }
        }
    }

    private void start(Run run, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RUN, run);
        HttpServletRequest readable = Fingerprint.isMultipart(request) ? request : new RereadableRequest(request, run.body());
        carryOut(run, readable, new ContentCachingResponseWrapper(response), chain);
    }

    private void carryOut(Run run, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean done = false;
        try {
            chain.doFilter(request, response);
            done = true;
        } finally {
            if (!done || !isAsyncStarted(request)) {
                end(run, done ? WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class) : null);
            }
        }
    }

    private void end(Run run, @Nullable ContentCachingResponseWrapper response) throws IOException {
        try {
            storeOrForget(run, response);
        } catch (DataAccessException e) {
            // What was done is done and is answered; without the mark it could be done again when the lease is over.
            LOG.atWarn().setCause(e).log("The answer to an Idempotency-Key could not be stored");
        } finally {
            store.ended(run.request());
            run.body().close();
            if (response != null) {
                response.copyBodyToResponse();
            }
        }
    }

    private void storeOrForget(Run run, @Nullable ContentCachingResponseWrapper response) {
        // A refusal quotes what was typed, such as a phone number, and had no effect: sent again it is looked at again.
        if (response == null || response.getStatus() >= FIRST_REFUSAL || response.getContentSize() > StoredAnswer.MAX_BYTES) {
            store.forget(run.request(), run.attempt());
            return;
        }
        store.finish(run.request(), run.attempt(),
                new StoredAnswer(response.getStatus(), response.getHeader(HttpHeaders.LOCATION), response.getHeader(HttpHeaders.ETAG),
                        response.getContentType(), response.getContentAsByteArray()));
    }

    private static void replay(StoredAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        setIfPresent(response, HttpHeaders.LOCATION, answer.location());
        setIfPresent(response, HttpHeaders.ETAG, answer.etag());
        setIfPresent(response, HttpHeaders.CONTENT_TYPE, answer.contentType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private static void setIfPresent(HttpServletResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.setHeader(name, value);
        }
    }

    /** Who calls; null when nobody signed in. People and stations have names of their own. */
    private static @Nullable String holder() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? null
                : authentication.getClass().getSimpleName() + ":" + authentication.getName();
    }
}
