package loa.push.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

import loa.api.access.KeyText;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** Lets an app pass that shows the key of its device. */
final class DeviceKeys {
    private static final String SCHEME = "Bearer ";

    private DeviceKeys() {}

    /**
     * Lets the request pass when it shows the key with this hash.
     *
     * @throws ProblemException 401 without a key, 403 with another one
     */
    static void require(HttpServletRequest request, String hash) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw missing();
        }
        boolean right = KeyText.parse(header.substring(SCHEME.length()).strip()).map(KeyText::hash).filter(shown -> equal(shown, hash))
                .isPresent();
        if (!right) {
            throw ProblemException.forbidden(Wording.of("Khóa không phải của thiết bị này.", "The key is not that of this device."));
        }
    }

    /** What an app is told that shows no key. */
    static ProblemException missing() {
        return ProblemException.unauthenticated(Wording.of("Thiết bị đã đăng ký; cần khóa của thiết bị: Authorization: Bearer dev_….",
                "The device is registered; its key is needed: Authorization: Bearer dev_…."));
    }

    private static boolean equal(String shown, String hash) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
