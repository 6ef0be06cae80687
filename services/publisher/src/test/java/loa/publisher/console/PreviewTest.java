package loa.publisher.console;

import org.junit.jupiter.api.Test;

import loa.publisher.directive.IssuedText;

import static org.assertj.core.api.Assertions.assertThat;

class PreviewTest {
    @Test
    void anSmsIsCountedAsItGoesOut() {
        Preview.Sms sms = Preview.Sms.of("Theo CV {number}. Mã {code}", IssuedText.sample("293", true));

        assertThat(sms.text()).isEqualTo("DIỄN TẬP: Theo CV 293. Mã XXXXXXXX");
        assertThat(sms.characters()).isEqualTo(34);
        assertThat(sms.encoding()).isEqualTo("ucs-2");
        assertThat(sms.segments()).isEqualTo(1);
        assertThat(sms.over()).isFalse();
    }

    @Test
    void moreThanSixSegmentsAreTooMany() {
        assertThat(Preview.Sms.of("ă".repeat(6 * 67), IssuedText.sample(null, false)).over()).isFalse();
        assertThat(Preview.Sms.of("ă".repeat(6 * 67 + 1), IssuedText.sample(null, false)).over()).isTrue();
    }

    @Test
    void nothingWrittenIsNothingToSend() {
        assertThat(Preview.Sms.of("  ", IssuedText.sample(null, false)).segments()).isZero();
        assertThat(Preview.Push.of("Tiêu đề", null, IssuedText.sample(null, false)).text()).isNull();
    }

    @Test
    void speechTakesAboutAsLongAsItIsRead() {
        Preview.Speech speech = Preview.Speech.of(null, "a".repeat(140), 2, IssuedText.sample(null, false));

        assertThat(speech.length()).isEqualTo(10);
        assertThat(speech.allLength()).isEqualTo(20);
    }
}
