package loa.publisher.deadletter;

import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.LoaJson;

/** Headers as one column: JSON with base64 values, kept as bytes since a forged name may hold what PostgreSQL's texts cannot. */
final class HeaderBytes {
    private static final JsonMapper JSON = LoaJson.mapper();

    private HeaderBytes() {}

    private record Stored(String name, @Nullable String value) {}

    static byte[] write(List<RawRecord.RawHeader> headers) {
        return JSON.writeValueAsBytes(headers.stream().map(header -> new Stored(header.name(), encoded(header.value()))).toList());
    }

    static List<RawRecord.RawHeader> read(byte[] stored) {
        List<Stored> headers = JSON.readValue(stored, new TypeReference<>() {
        });
        return headers.stream().map(header -> new RawRecord.RawHeader(header.name(), decoded(header.value()))).toList();
    }

    private static @Nullable String encoded(byte @Nullable [] value) {
        return value == null ? null : Base64.getEncoder().encodeToString(value);
    }

    private static byte @Nullable [] decoded(@Nullable String value) {
        return value == null ? null : Base64.getDecoder().decode(value);
    }
}
