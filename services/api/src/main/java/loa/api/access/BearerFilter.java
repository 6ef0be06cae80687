package loa.api.access;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import loa.api.problem.ProblemException;
import loa.api.problem.ProblemWriter;
import loa.api.problem.Wording;
import loa.contract.Pass;

/**
 * Signs in by {@code Authorization: Bearer loa_…} (RFC 6750), or by a pass of the desk. A key that opens nothing is refused at once. Keys of stations and devices,
 * and other schemes, are left to the filters of the service that knows them.
 */
public final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final CallerDirectory callers;
    private final ProblemWriter problems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerFilter(CallerDirectory callers, ProblemWriter problems) {
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> token = token(request);
        if (token.isEmpty() || isOfAnotherKind(token.get())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Caller> caller = token.flatMap(this::caller);
        if (caller.isEmpty()) {
            problems.write(request, response, ProblemException
                    .unauthenticated(Wording.of("Khóa không có hiệu lực.", "The key is not valid.")).problem());
            return;
        }
        signIn(caller.get(), request, response);
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(String token) {
        return token.startsWith(Pass.PREFIX)
                ? callers.byPass(token)
                : KeyText.parse(token).flatMap(key -> callers.byKeyHash(key.hash()));
    }

    /** Kept with the request, so that it also holds when an asynchronous answer is dispatched again. */
    private void signIn(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    private static boolean isOfAnotherKind(String token) {
        return KeyText.parse(token).filter(key -> key.kind() != KeyText.Kind.LOA).isPresent();
    }

    /** What follows {@code Bearer}, in any case of letters. */
    static Optional<String> token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
