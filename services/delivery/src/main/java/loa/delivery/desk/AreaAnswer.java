package loa.delivery.desk;

import java.time.LocalDate;
import java.util.stream.Collectors;

import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;

/** What is known of an area that somebody named. */
public sealed interface AreaAnswer {
    /** It exists today. */
    record Known(Area area) implements AreaAnswer {}

    /**
     * It existed.
     *
     * @param last the last day on which it did
     */
    record Ended(Area area, LocalDate last) implements AreaAnswer {
        /** For whoever named it. */
        public Wording wording() {
            String successors = area.successors().stream().map(AreaCode::value).collect(Collectors.joining(", "));
            return Wording.of("Địa bàn %s chỉ có đến ngày %s; kế tiếp: %s.", "Area %s existed until %s; its successors: %s.", area.code(),
                    last,
                    successors.isEmpty() ? "–" : successors);
        }
    }

    /**
     * The desk has named no such area.
     *
     * @param text what was asked for
     */
    record Unknown(String text) implements AreaAnswer {
        /** For whoever named it. */
        public Wording wording() {
            return Wording.of("Không có địa bàn %s.", "There is no area %s.", Quote.of(text));
        }
    }

    /** It is not known, and the desk has not been heard out yet: nobody can tell. */
    record NotYet() implements AreaAnswer {}
}
