package loa.publisher.deadletter;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What of a record may stand on a screen: a forged one may hold anything, names and numbers of people too.
 *
 * @param key        null: it has none
 * @param headers    in their order, those of the refusal too
 * @param valueBytes how long the value is; null: it has none
 * @param outline    what the value says by its form, line by line; null: it is no JSON, or too long to be read here
 */
public record ShownRecord(@Nullable String key, List<ShownHeader> headers, @Nullable Integer valueBytes, @Nullable String outline) {
    private static final int MOST_HEADERS = 40;

    /** Copies the headers. */
    public ShownRecord {
        headers = List.copyOf(headers);
    }

    /** A header as it may be shown. */
    public record ShownHeader(String name, String value) {}

    static ShownRecord of(RawRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        List<ShownHeader> headers = record.headers().stream().limit(MOST_HEADERS)
                .map(header -> new ShownHeader(SafeText.of(header.name()), SafeText.of(header.text()))).toList();
        return new ShownRecord(key == null ? null : SafeText.of(new String(key, java.nio.charset.StandardCharsets.UTF_8)), headers,
                value == null ? null : Integer.valueOf(value.length), value == null ? null : Outline.of(value));
    }
}
