package loa.api.idempotency;

import java.util.HexFormat;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/**
 * Names a request of one holder.
 *
 * @param fingerprint HMAC-SHA256 over method, path, query and body, lower-case hex
 */
record RequestKey(String holder, String key, String fingerprint) {
    static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 64;

    static RequestKey of(String holder, String key, byte[] fingerprint) {
        return new RequestKey(holder, key, HexFormat.of().formatHex(fingerprint));
    }

    /** The header's value when it is 1–64 printable ASCII characters; else 422. */
    static String check(String header) {
        if (header.isBlank() || header.length() > MAX_LENGTH || header.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw ProblemException.invalid(HEADER, "invalid-value", Wording.of("Idempotency-Key cần 1–64 ký tự ASCII in được.",
                    "Idempotency-Key needs 1–64 printable ASCII characters."));
        }
        return header;
    }

    /** Holder and key as one text. */
    String name() {
        return holder + "\n" + key;
    }
}
