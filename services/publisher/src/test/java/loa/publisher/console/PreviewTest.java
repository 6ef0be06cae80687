package loa.publisher.console;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.publisher.directive.CheckCode;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.IssuedText;
import loa.publisher.directive.Lineage;

import static org.assertj.core.api.Assertions.assertThat;

class PreviewTest {
    @Test
    void anSmsIsCountedAsItGoesOut() {
        Preview.Sms sms = Preview.Sms.of("vi", "Theo CV {number}. Mã {code}", IssuedText.sample("293", true));

        assertThat(sms.text()).isEqualTo("DIỄN TẬP: Theo CV 293. Mã XXXXXXXX");
        assertThat(sms.characters()).isEqualTo(34);
        assertThat(sms.encoding()).isEqualTo("ucs-2");
        assertThat(sms.segments()).isEqualTo(1);
        assertThat(sms.over()).isFalse();
    }

    @Test
    void moreThanSixSegmentsAreTooMany() {
        assertThat(Preview.Sms.of("vi", "ă".repeat(6 * 67), IssuedText.sample(null, false)).over()).isFalse();
        assertThat(Preview.Sms.of("vi", "ă".repeat(6 * 67 + 1), IssuedText.sample(null, false)).over()).isTrue();
    }

    @Test
    void nothingWrittenIsNothingToSend() {
        assertThat(Preview.Sms.of("vi", "  ", IssuedText.sample(null, false)).segments()).isZero();
        assertThat(Preview.Push.of("vi", "Tiêu đề", null, IssuedText.sample(null, false)).text()).isNull();
    }

    @Test
    void speechTakesAboutAsLongAsItIsRead() {
        Preview.Speech speech = Preview.Speech.of("vi", null, "a".repeat(140), 2, IssuedText.sample(null, false));

        assertThat(speech.length()).isEqualTo(10);
        assertThat(speech.allLength()).isEqualTo(20);
    }

    @Test
    void anApproverSeesEveryLanguageThatGoesOut() {
        var content = new Content("Tỉnh ủy", null, null, false, List.of(), List.of(), Set.of(Channel.SMS, Channel.LOUDSPEAKER),
                List.of(new Bulletin(Channel.SMS, "km", null, "Khmer {code}", null), new Bulletin(Channel.SMS, "vi", null, "Việt", null),
                        new Bulletin(Channel.LOUDSPEAKER, "hmn", "Hmông", "Hmông", 2), new Bulletin(Channel.PUSH, "en", "x", "x", null)),
                null, null);
        var directive = new Directive(DirectiveId.next(), 1, 1, new CheckCode("K7M4Q2XD"), new DirectiveState.Submitted(), content,
                Lineage.NONE, List.of());

        assertThat(Previews.of(directive)).extracting(p -> p.channel() + " " + p.language() + " " + p.text())
                .containsExactly("sms vi Việt", "sms km Khmer K7M4Q2XD", "loudspeaker vi null", "loudspeaker hmn Hmông");
        assertThat(new Words(new ConsoleConfiguration().messageSource(), ConsoleConfiguration.VIETNAMESE).language("km"))
                .isEqualTo("Tiếng Khmer");
    }
}
