package loa.contract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import loa.contract.SmsSegments.Encoding;

import static org.assertj.core.api.Assertions.assertThat;

class SmsSegmentsTest {
    @ParameterizedTest
    @CsvSource({"0,1", "160,1", "161,2", "306,2", "307,3", "459,3", "460,4"})
    void plainLettersFillSegmentsOf160And153(int length, int segments) {
        assertThat(SmsSegments.of("a".repeat(length))).isEqualTo(new SmsSegments(Encoding.GSM_7, length, segments));
    }

    @ParameterizedTest
    @CsvSource({"70,1", "71,2", "134,2", "135,3", "201,3", "202,4"})
    void vietnameseFillsSegmentsOf70And67(int length, int segments) {
        assertThat(SmsSegments.of("ế".repeat(length))).isEqualTo(new SmsSegments(Encoding.UCS_2, length, segments));
    }

    @Test
    void extensionCharactersCountTwo() {
        assertThat(SmsSegments.of("€[]{}^~\\|")).isEqualTo(new SmsSegments(Encoding.GSM_7, 18, 1));
        assertThat(SmsSegments.of("a".repeat(159) + "€").segments()).isEqualTo(2);
    }

    @Test
    void anEscapeSequenceIsNotTornApart() {
        // 152 + 2 do not fit into the first segment, so the third is begun one character earlier.
        String text = "a".repeat(152) + "€" + "a".repeat(152);
        assertThat(SmsSegments.of(text)).isEqualTo(new SmsSegments(Encoding.GSM_7, 306, 3));
    }

    @Test
    void aSurrogatePairIsNotTornApart() {
        String text = "ế".repeat(66) + "📢" + "ế".repeat(66);
        assertThat(SmsSegments.of(text)).isEqualTo(new SmsSegments(Encoding.UCS_2, 134, 3));
    }

    @ParameterizedTest
    @CsvSource({"“", "…", "•", "–", "ă", "đ", "`"})
    void oneForeignCharacterMakesTheWholeTextUcs2(String character) {
        assertThat(SmsSegments.of("Thong bao " + character).encoding()).isEqualTo(Encoding.UCS_2);
    }

    @Test
    void theAlphabetHas127CharactersBesideTheEscape() {
        long gsm = java.util.stream.IntStream.range(0, 0x10000).filter(c -> !Character.isSurrogate((char) c))
                .filter(c -> SmsSegments.of(Character.toString(c)).encoding() == Encoding.GSM_7).count();
        assertThat(gsm).isEqualTo(127 + 10);
    }
}
