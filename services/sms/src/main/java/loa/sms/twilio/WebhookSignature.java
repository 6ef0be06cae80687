package loa.sms.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.twilio.security.RequestValidator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells Twilio's calls from those of others. Twilio signs the address that it was given, so the signature is checked over our public
 * address and not over the one that a proxy has made of it. Source: https://www.twilio.com/docs/usage/security
 */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA1";
    private static final String HEADER = "X-Twilio-Signature";

    private final @Nullable RequestValidator validator;
    /** Never used itself, only copied. */
    private final @Nullable Mac key;
    private final String publicUrl;

    /** Believes this account; null: nobody. */
    WebhookSignature(@Nullable TwilioAccount account) {
        this.validator = account == null ? null : new RequestValidator(account.authToken());
        this.key = account == null ? null : key(account.authToken());
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
        return isSigned(url, fields, signature, validator) ? Optional.of(fields) : Optional.empty();
    }

    /** The address is signed to the end of its query; would Twilio sign what follows it, too, every receipt were lost. */
    private boolean isSigned(String url, Map<String, String> fields, String signature, RequestValidator sdk) {
        return matches(url, fields, signature) || sdk.validate(url, fields, signature)
                || matches(url + StatusWebhook.COME_AGAIN, fields, signature);
    }

    /** The usual case at a third of the price: the SDK signs each address with its port and without, and sets up the key each time. */
    private boolean matches(String url, Map<String, String> fields, String signature) {
        if (key == null) {
            return false;
        }
        try {
            Mac mac = (Mac) key.clone();
            mac.update(url.getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(fields).forEach((name, value) -> mac.update((name + value).getBytes(StandardCharsets.UTF_8)));
            byte[] expected = Base64.getEncoder().encode(mac.doFinal());
            return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            return false; // Not the JDK's own; the SDK knows another way.
        }
    }

    private static Mac key(String authToken) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
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
