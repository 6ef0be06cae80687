package loa.sms.phone;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;

import static org.assertj.core.api.Assertions.assertThat;

class SmsTextTest {
    private static IssuedDirective exercise(String vietnamese, String english) {
        OffsetDateTime now = OffsetDateTime.parse("2026-11-22T12:00:00+07:00");
        List<AreaCode> areas = List.of(new AreaCode("99001"));
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "UBND", null, BulletinClass.ROUTINE, true, Set.of(Channel.SMS), areas,
                areas,
                List.of(new Bulletin(Channel.SMS, "vi", null, vietnamese, null), new Bulletin(Channel.SMS, "en", null, english, null)),
                now, now.plusHours(1), now);
    }

    @Test
    void noTextOfAnExerciseGoesOutWithoutItsMarkNorWithTwo() {
        IssuedDirective marked = exercise("DIỄN TẬP: Bão", "EXERCISE: Storm");
        assertThat(SmsText.of(marked, "vi")).isEqualTo("DIỄN TẬP: Bão");
        assertThat(SmsText.of(marked, "en")).isEqualTo("EXERCISE: Storm");
        assertThat(SmsText.of(exercise("Bão", "Storm"), "vi")).isEqualTo("DIỄN TẬP: Bão");
        assertThat(SmsText.of(exercise("Bão", "Storm"), "en")).isEqualTo("EXERCISE: Storm");
    }
}
