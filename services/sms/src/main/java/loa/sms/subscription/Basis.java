package loa.sms.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the law lets us keep and use a number. Source: Law 91/2025/QH15. */
enum Basis {
    CONSENT,
    EMERGENCY,
    STATE_FUNCTION;

    /** The name in lower case with hyphens: {@code state-function}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Basis> ofCode(String code) {
        return Arrays.stream(values()).filter(b -> b.code().equals(code)).findFirst();
    }
}
