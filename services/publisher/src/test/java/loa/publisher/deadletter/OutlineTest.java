package loa.publisher.deadletter;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutlineTest {
    @Test
    void idsTimesCodesAndSmallNumbersAreShownAndNoOtherText() {
        assertThat(outline("""
            {"directive": "019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11", "at": "2026-11-22T14:03:00.000+07:00", "channels": ["sms", "push"],
             "area": "99001-03", "issuingBody": "Ông Nguyễn Văn A", "revision": 3, "phone": "+84912345678", "n": 84912345678, "none": null}
            """)).isEqualTo("""
            directive: 019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11
            at: 2026-11-22T14:03:00.000+07:00
            channels: [2]
              - sms
              - push
            area: 99001-03
            issuingBody: “…” (16)
            revision: 3
            phone: “…” (12)
            n: …
            none: null""");
    }

    @Test
    void longListsAndDeepTreesAreCut() {
        assertThat(outline("[1,2,3,4,5,6,7]")).endsWith("- …").doesNotContain("6");
        assertThat(outline("[".repeat(300) + "]".repeat(300))).hasLineCount(7);
        String many = "[" + "[1,2,3,4,5],".repeat(4) + "[[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5],[1]]]";
        assertThat(String.valueOf(outline(many)).lines().count()).isLessThanOrEqualTo(70);
    }

    @Test
    void whatIsNoJsonHasNoOutline() {
        assertThat(outline("{}")).isEqualTo("{}");
        assertThat(outline("x")).isNull();
        assertThat(outline("")).isNull();
        assertThat(outline("[".repeat(5_000))).isNull();
        assertThat(Outline.of(new byte[]{(byte) 0xff, 0, 1})).isNull();
    }

    @Test
    void headersAndKeysShowNoNumberOfAnybody() {
        assertThat(SafeText.of("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/2/14")).isEqualTo("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/2/14");
        assertThat(SafeText.of("2026-11-22T14:03:00.000+07:00")).isEqualTo("2026-11-22T14:03:00.000+07:00");
        assertThat(SafeText.of("halt:99001-03")).isEqualTo("halt:99001-03");
        assertThat(SafeText.of("tel:0912 345 678")).isEqualTo("tel:•");
        assertThat(SafeText.of("+84912345678")).doesNotContain("9", "8");
        assertThat(SafeText.of("091.234.56-78")).doesNotContain("9", "8");
        assertThat(SafeText.of("<b>Nguyễn</b>\n\u0000")).isEqualTo("…b…Nguy…n…/b…");
        assertThat(SafeText.of("a".repeat(500))).hasSize(121);
        assertThat(SafeText.of("1".repeat(5_000_000))).isEqualTo("•");
    }

    private static @Nullable String outline(String json) {
        return Outline.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
