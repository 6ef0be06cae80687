package loa.sms.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.twilio.security.RequestValidator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells Twilio's calls from those of others. Twilio signs the address that it was given, so the signature is checked over our public
 * address and not over the one that a proxy has made of it. Source: https://www.twilio.com/docs/usage/security
 */
final class WebhookSignature {
    private static final String HEADER = "X-Twilio-Signature";

    private final @Nullable RequestValidator validator;
    private final String publicUrl;

    /** Believes this account; null: nobody. */
    WebhookSignature(@Nullable TwilioAccount account) {
        this.validator = account == null ? null : new RequestValidator(account.authToken());
        this.publicUrl = account == null ? "" : account.publicUrl().toString();
    }

    /** The form fields of a call by Twilio; empty when it is not. */
    Optional<Map<String, String>> fieldsOf(HttpServletRequest request) {
        String signature = request.getHeader(HEADER);
        if (validator == null || signature == null) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        String url = publicUrl + request.getRequestURI() + (query == null ? "" : "?" + query);
        Map<String, String> fields = formFields(request, query);
        return validator.validate(url, fields, signature) ? Optional.of(fields) : Optional.empty();
    }

    /** Those of the body alone: the ones of the query are part of the address that is signed. */
    private static Map<String, String> formFields(HttpServletRequest request, @Nullable String query) {
        Set<String> inQuery = query == null
                ? Set.of()
                : Arrays.stream(query.split("&")).map(p -> URLDecoder.decode(p.split("=", 2)[0], StandardCharsets.UTF_8))
                        .collect(Collectors.toSet());
        Map<String, String> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!inQuery.contains(name)) {
                fields.put(name, values[0]);
            }
        });
        return fields;
    }
}
