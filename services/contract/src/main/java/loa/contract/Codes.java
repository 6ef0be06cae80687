package loa.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Constants of an enum as the lower-case codes, with hyphens, that stand in JSON. */
final class Codes {
    private Codes() {}

    /** The same constants, unmodifiable and in the order of their declaration, so that the same event has the same bytes in every process. */
    static <E extends Enum<E>> Set<E> inOrder(Set<E> constants) {
        return Collections.unmodifiableSet(new TreeSet<>(constants));
    }

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
