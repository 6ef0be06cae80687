package loa.publisher.console;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.publisher.directive.DraftForm;
import loa.publisher.directive.DraftForm.BulletinForm;

import static org.assertj.core.api.Assertions.assertThat;

class ComposeFormTest {
    @Test
    void whatIsLeftEmptyIsNotYetDecided() {
        DraftForm draft = ComposeForm.empty().toDraft(List.of());

        assertThat(draft.source()).isNull();
        assertThat(draft.bulletinClass()).isNull();
        assertThat(draft.expires()).isNull();
        assertThat(draft.bulletins()).isEmpty();
    }

    @Test
    void lineEndsOfBrowsersDoNotGoOut() {
        DraftForm draft = form("Một\r\nhai  ", null, null, "1").toDraft(List.of());

        assertThat(draft.bulletins()).containsExactly(new BulletinForm("sms", "vi", null, "Một\nhai", null));
    }

    @Test
    void timesAreThoseOfVietNam() {
        assertThat(form(null, null, "2026-11-23T18:00", "1").toDraft(List.of()).expires()).isEqualTo("2026-11-23T18:00:00+07:00");
        assertThat(form(null, null, "mai", "1").toDraft(List.of()).expires()).isEqualTo("mai+07:00");
    }

    @Test
    void repeatsThatAreNoNumberAreLeftToTheUseCaseToRefuse() {
        assertThat(form(null, "Kính thưa", null, "hai").toDraft(List.of()).bulletins())
                .containsExactly(new BulletinForm("loudspeaker", "vi", null, "Kính thưa", 0));
    }

    @Test
    void bulletinsInOtherLanguagesStay() {
        var khmer = new Bulletin(Channel.SMS, "km", null, "ជូនដំណឹង", null);

        assertThat(form("Thông báo", null, null, "1").toDraft(List.of(khmer)).bulletins()).extracting(ComposeFormTest::language)
                .containsExactly("vi", "km");
    }

    private static @Nullable String language(@Nullable BulletinForm bulletin) {
        return bulletin == null ? null : bulletin.language();
    }

    private static ComposeForm form(@Nullable String sms, @Nullable String speech, @Nullable String expires, String repeats) {
        return new ComposeForm(null, null, null, null, null, null, null, null, false, List.of(), List.of("sms"), sms, null, null, null,
                speech, repeats, null, expires);
    }
}
