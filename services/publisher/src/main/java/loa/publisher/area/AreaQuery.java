package loa.publisher.area;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.AreaType;

/**
 * Which areas are wanted. With neither parent, text nor type: the provinces.
 *
 * @param parent the area right below which they lie; null: anywhere
 * @param text   part of a name, an alias or a code, whatever case and diacritics
 * @param at     the day on which they are valid
 */
public record AreaQuery(@Nullable AreaCode parent, @Nullable String text, @Nullable AreaType type, LocalDate at) {
    boolean wantsProvinces() {
        return parent == null && type == null && (text == null || text.isBlank());
    }
}
