package loa.push.device;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an app runs on. */
enum Platform {
    ANDROID,
    IOS,
    WEB;

    /** The name in lower case. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Platform> ofCode(String code) {
        return Stream.of(values()).filter(p -> p.code().equals(code)).findFirst();
    }
}
