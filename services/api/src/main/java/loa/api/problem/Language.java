package loa.api.problem;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** The language in which a caller is answered: Vietnamese, unless he asks for English. */
public enum Language {
    VI,
    EN;

    /** The language that suits the request's {@code Accept-Language} best (RFC 4647 look-up); a malformed header counts as absent. */
    public static Language of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null || header.isBlank()) {
            return VI;
        }
        try {
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(header), List.of("vi", "en"));
            return "en".equals(tag) ? EN : VI;
        } catch (IllegalArgumentException e) {
            return VI;
        }
    }
}
