package loa.publisher.directive;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.Bulletin;

/** How large the record of a directive will be on Kafka, which takes records up to a bound. An estimate that is never too small. */
final class EventSize {
    /** {@code max.request.size} and {@code max.message.bytes} are 8 MiB; what is left over is for headers and the batch around it. */
    static final int MOST_BYTES = (8 << 20) - (64 << 10);
    /** Ids, times, names of fields, the reason of an amendment. */
    private static final int FRAME = 8_192;
    /** A code of up to nine characters in quotes, and a comma. */
    private static final int AREA = 12;
    private static final int BULLETIN_FRAME = 128;
    /** The code, the number and the mark of an exercise in a title and a text, many times over. */
    private static final int FILLED_IN = 2_048;

    private EventSize() {}

    /** Notes when a directive that reaches so many areas would be too large. */
    static void check(Content content, int covered, Faults faults) {
        long bytes = of(content, covered);
        if (bytes > MOST_BYTES) {
            faults.add("/areas", "too-large",
                    Wording.of("Chỉ đạo quá lớn để gửi đi: khoảng %d byte, nhiều nhất %d. Hãy chia theo địa bàn.",
                            "The directive is too large to be sent: some %d bytes, at most %d. Split it by areas.", bytes, MOST_BYTES));
        }
    }

    static long of(Content content, int covered) {
        Dispatch source = content.source();
        long texts = source == null
                ? 0
                : Stream.of(source.number(), source.symbol(), source.issuingBody(), source.subject()).mapToLong(EventSize::inJson).sum();
        long bulletins = content.bulletins().stream().mapToLong(EventSize::inJson).sum();
        return FRAME + inJson(content.issuingBody()) + texts + bulletins + (long) AREA * (covered + content.areas().size());
    }

    private static long inJson(Bulletin bulletin) {
        return BULLETIN_FRAME + FILLED_IN + inJson(bulletin.title()) + inJson(bulletin.text());
    }

    /** Line feeds, quotes and the like take a second byte. */
    private static long inJson(@Nullable String text) {
        String present = Objects.requireNonNullElse(text, "");
        long escapes = present.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
        return present.getBytes(StandardCharsets.UTF_8).length + escapes;
    }
}
