package loa.loudspeaker.station;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a station is made of. */
public enum StationKind {
    FIXED,
    VEHICLE,
    PC,
    IP_CLUSTER;

    /** The name in lower case with hyphens: {@code ip-cluster}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this code. */
    public static Optional<StationKind> ofCode(String code) {
        return Arrays.stream(values()).filter(k -> k.code().equals(code)).findFirst();
    }
}
