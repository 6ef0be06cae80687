package loa.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of an enum as the lower-case codes, with hyphens, that stand in JSON. */
final class Codes {
    private Codes() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String code) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(code)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Codes::of).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("%s must be one of %s, but was %s".formatted(type.getSimpleName(), known, code));
    }
}
