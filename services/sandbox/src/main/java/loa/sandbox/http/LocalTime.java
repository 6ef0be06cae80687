package loa.sandbox.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the sandbox answers them: RFC 3339 with milliseconds and the offset of Vietnam. */
public final class LocalTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx")
            .withZone(ZoneOffset.ofHours(7));

    private LocalTime() {}

    /** {@code 2026-11-22T14:03:00.000+07:00} */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
