package loa.publisher.console;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.contract.Bulletin;
import loa.publisher.directive.Content;
import loa.publisher.directive.Dispatch;

/** By what a directive and its dispatch are called on a page. */
final class DirectiveTitle {
    private static final int LONGEST = 160;

    private DirectiveTitle() {}

    /** The subject of the dispatch, else the title of a bulletin, else how its text begins; null when nothing was written. */
    static @Nullable String of(Content content) {
        String subject = content.source() == null ? null : content.source().subject();
        return Stream.of(Stream.ofNullable(subject), content.bulletins().stream().map(Bulletin::title).filter(Objects::nonNull),
                content.bulletins().stream().map(Bulletin::text)).flatMap(texts -> texts).findFirst().map(DirectiveTitle::shortened)
                .orElse(null);
    }

    /**
     * Number and symbol as they stand on a dispatch: bodies of the Party write {@code 293-CV/TU}, those of the State {@code 12/UBND-VX}.
     * Null when it has neither.
     */
    static @Nullable String reference(Dispatch dispatch) {
        String number = dispatch.number();
        String symbol = dispatch.symbol();
        if (number == null || symbol == null) {
            return number == null ? symbol : number;
        }
        return number + (symbol.contains("/") ? "-" : "/") + symbol;
    }

    /** Number, symbol and author of the dispatch; null when none of them is known. */
    static @Nullable String dispatch(Content content) {
        Dispatch dispatch = content.source();
        if (dispatch == null) {
            return null;
        }
        String text = Stream.of(reference(dispatch), dispatch.issuingBody()).filter(Objects::nonNull).collect(Collectors.joining(", "));
        return text.isEmpty() ? null : text;
    }

    private static String shortened(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end).stripTrailing() + "…";
    }
}
