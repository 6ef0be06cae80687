package loa.loudspeaker.station;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import loa.api.access.KeyText;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemWriter;
import loa.api.problem.Wording;

/**
 * Signs stations in: {@code Authorization: Bearer sta_…}, or Basic with the station's code and its key (RFC 7617). Who asks for a playlist
 * without a key is told of Basic, since players send a password only to those who ask for one.
 */
public final class StationKeyFilter extends OncePerRequestFilter {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "Basic realm=\"Loa\", charset=\"UTF-8\"";

    private final StationKeys keys;
    private final ProblemWriter problems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    /** Signs in by these keys. */
    public StationKeyFilter(StationKeys keys, ProblemWriter problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null && isForPlayers(request)) {
            refuse(request, response);
            return;
        }
        if (header == null || !isOfStation(header)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<StationKeys.Holder> holder = startsWith(header, BASIC) ? basic(header) : key(header.substring(BEARER.length()));
        if (holder.isEmpty()) {
            refuse(request, response);
            return;
        }
        signIn(new StationAuthentication(holder.get()), request, response);
        chain.doFilter(request, response);
    }

    private void signIn(StationAuthentication station, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(station);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var refusal = ProblemException.unauthenticated(Wording.of("Cần khóa của đài.", "A station's key is needed.")).problem();
        problems.write(request, response, refusal.withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
    }

    private Optional<StationKeys.Holder> basic(String header) {
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : key(pair.substring(colon + 1)).filter(h -> h.code().value().equals(pair.substring(0, colon)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<StationKeys.Holder> key(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).flatMap(KeyText::parse).filter(k -> k.kind() == KeyText.Kind.STA)
                .flatMap(k -> keys.holder(k.hash()));
    }

    private static boolean isForPlayers(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/stations/") && request.getRequestURI().contains("/playlist");
    }

    private static boolean isOfStation(String header) {
        return startsWith(header, BASIC) || startsWith(header, BEARER + "sta_");
    }

    private static boolean startsWith(String header, String prefix) {
        return header.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
