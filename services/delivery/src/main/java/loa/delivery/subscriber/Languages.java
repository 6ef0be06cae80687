package loa.delivery.subscriber;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import loa.api.problem.Wording;
import loa.delivery.desk.Quote;

/**
 * In which languages a resident may ask to read: those of ISO 639-1, and of ISO 639-3 those of peoples of Viet Nam that have no code of two
 * letters. A bound is needed, since a routine push goes out once for each language of an area.
 */
public final class Languages {
    /** What is read where nothing else is asked for, or nothing else was written. */
    public static final String DEFAULT = "vi";

    /** Ba Na, Bru, Chăm (Đông, Tây), Mnông, Hrê, Mông, Dao, Gia Rai, Cơ Ho, Mường, Nùng, Ê Đê, Xơ Đăng, Thái (Đen, Trắng), Tày. */
    private static final Set<String> OF_VIET_NAM = Set.of("bdq", "bru", "cjm", "cja", "cmo", "hre", "hmn", "ium", "jra", "kpm", "mtq",
            "nut", "rad", "sed", "blt", "twh", "tyz");
    private static final Set<String> KNOWN = Stream.concat(Arrays.stream(Locale.getISOLanguages()), OF_VIET_NAM.stream())
            .collect(Collectors.toUnmodifiableSet());

    private Languages() {}

    /** Whether this is the code of one of them. */
    public static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }

    /** What is told to whoever asked for another one. */
    public static Wording unknown(String code) {
        return Wording.of("Ngôn ngữ phải là mã ISO 639 như vi: %s.", "The language must be an ISO 639 code such as vi: %s.",
                Quote.of(code));
    }
}
