package loa.sms.twilio;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OptOutWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", " Stop. ", "HUY", "HỦY", "Huỷ", "hủy", "Hu\u0309y", "HỦY!", "Từ chối", "DỪNG", "Hủy  đăng ký"})
    void takesTheWordInAnySpelling(String reply) {
        assertThat(OptOutWords.askFor(reply)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Đừng hủy", "Cảm ơn", "non stop", "OK", "Khi nào hết mưa?"})
    void leavesEverythingElse(String reply) {
        assertThat(OptOutWords.askFor(reply)).isFalse();
    }
}
