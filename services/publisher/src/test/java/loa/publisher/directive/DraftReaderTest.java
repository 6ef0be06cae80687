package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import loa.api.problem.ProblemException;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.publisher.directive.DraftForm.BulletinForm;
import loa.publisher.directive.DraftForm.SourceForm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DraftReaderTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-22T14:03:00+07:00");

    private static DraftForm form(BulletinForm... bulletins) {
        return new DraftForm("Tỉnh ủy", null, "priority", null, null, null, List.of(bulletins), null, null);
    }

    private static BulletinForm sms(String text) {
        return new BulletinForm("sms", null, null, text, null);
    }

    private static List<String> faults(DraftForm form) {
        var faults = new Faults();
        Content content = new DraftReader(faults).read(form);
        TimeRules.checkEffective(content.effective(), NOW, faults);
        TimeRules.checkExpires(content.effective(), content.expires(), NOW, faults);
        ProblemException problem = catchThrowableOfType(ProblemException.class, faults::refuse);
        return problem == null ? List.of() : problem.problem().errors().stream().map(f -> f.pointer() + " " + f.code()).toList();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var form = new DraftForm(" ", new SourceForm("x".repeat(101), null, null, "09/08/2021", null, "a\u0000b"), "urgent", null, null,
                List.of("sms", "fax"),
                List.of(new BulletinForm("sms", "vi", "Tiêu đề", "x", 2), new BulletinForm("telex", "vi", null, "x", null),
                        new BulletinForm("loudspeaker", "VI", null, null, 21), sms("y")),
                "2026-11-22T14:03:00", "2020-01-01T00:00:00+07:00");
        assertThat(faults(form)).containsExactlyInAnyOrder("/issuingBody invalid-length", "/source/number invalid-length",
                "/source/date invalid-day", "/source/text invalid-character", "/bulletinClass unknown-class", "/channels/1 unknown-channel",
                "/bulletins/0/title not-for-channel", "/bulletins/0/repeats not-for-channel", "/bulletins/1/channel unknown-channel",
                "/bulletins/2/language invalid-language", "/bulletins/2/text required", "/bulletins/2/repeats out-of-range",
                "/bulletins/3 duplicate", "/effective invalid-time", "/expires in-the-past");
    }

    @Test
    void anEmptyDraftIsWellFormed() {
        assertThat(faults(DraftForm.empty())).isEmpty();
    }

    @Test
    void textIsKeptInNfc() {
        Content content = new DraftReader(new Faults()).read(form(sms("e\u0302\u0301")));
        assertThat(content.bulletins()).containsExactly(new Bulletin(Channel.SMS, "vi", null, "\u1ebf", null));
    }

    @ParameterizedTest
    @CsvSource({"402, 0", "403, 1"})
    void anSmsHasSixSegmentsAtMost(int length, int expectedFaults) {
        assertThat(faults(form(sms("ế".repeat(length))))).hasSize(expectedFaults);
    }

    @Test
    void segmentsAreCountedWithAllThatIsFilledIn() {
        // 6 × 67 = 402 characters: 394 and a code of 8.
        assertThat(faults(form(sms("ế".repeat(394) + "{code}")))).isEmpty();
        assertThat(faults(form(sms("ế".repeat(395) + "{code}")))).containsExactly("/bulletins/0/text too-many-segments");
        var exercise = new DraftForm(null, null, null, true, null, null, List.of(sms("ế".repeat(393))), null, null);
        assertThat(faults(exercise)).containsExactly("/bulletins/0/text too-many-segments");
    }

    @Test
    void theNumberOfTheSourceMustBeThereWhereATextNamesIt() {
        assertThat(faults(form(sms("Theo CV {number}")))).as("a draft may lack it").isEmpty();
        Content content = new DraftReader(new Faults()).read(form(sms("Theo CV {number}")));
        var faults = new Faults();
        BulletinRules.checkNumber(BulletinReader.Placed.inOrder(content.bulletins()), content, faults);
        assertThat(faults.codes()).containsExactly("no-number");
    }

    @Test
    void aChannelSpeaksTenLanguagesAtMost() {
        BulletinForm[] eleven = IntStream.range(0, 11).mapToObj(i -> new BulletinForm("sms", "a" + (char) ('a' + i), null, "x", null))
                .toArray(BulletinForm[]::new);
        assertThat(faults(form(eleven))).containsExactly("/bulletins/10 too-many-languages");
    }

    @Test
    void aDirectiveThatWouldNotFitOnKafkaIsAFault() {
        Content content = new DraftReader(new Faults()).read(form(sms("ế".repeat(300))));
        var faults = new Faults();
        EventSize.check(content, 100_000, faults);
        assertThat(faults.isEmpty()).isTrue();
        EventSize.check(content, 700_000, faults);
        assertThat(faults.codes()).containsExactly("too-large");
        assertThat(EventSize.of(content, 0)).isGreaterThan(loa.contract.LoaJson.mapper().writeValueAsBytes(content.bulletins()).length);
    }

    @Test
    void aPushByTopicHasHalfThePayloadOfAnEmergency() {
        var push = new BulletinForm("push", null, "Thông báo", "ế".repeat(600), null);
        assertThat(faults(form(push))).containsExactly("/bulletins/0/text payload-too-large");
        assertThat(faults(new DraftForm(null, null, "emergency", null, null, null, List.of(push), null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, 2026-11-22T14:03:00.000+07:00, in-the-past", "-, 2027-02-22T14:03:00+07:00, ''",
            "-, 2027-02-22T14:03:01+07:00, too-long", "2026-11-23T00:00:00+07:00, 2026-11-23T00:00:00+07:00, before-effective",
            "2026-11-23T00:00:00+07:00, 2027-02-23T00:00:00+07:00, ''", "2027-11-24T00:00:00+07:00, 2027-11-25T00:00:00+07:00, too-far",
            "2026-11-22T13:00:00+07:00, 2026-11-25T00:00:00+07:00, in-the-past"})
    void timesHaveTheirBounds(@Nullable String effective, String expires, String code) {
        List<String> found = faults(new DraftForm(null, null, null, null, null, null, null, effective, expires));
        assertThat(found).hasSize(code.isEmpty() ? 0 : 1).allMatch(fault -> fault.endsWith(code));
    }

    @Test
    void whatGoesOutIsFilledInAndMarkedAsAnExercise() {
        var text = new IssuedText("K7M4Q2XD", "293", true);
        assertThat(text.of(new Bulletin(Channel.SMS, "vi", null, "CV {number}, mã {code}", null)).text())
                .isEqualTo("DIỄN TẬP: CV 293, mã K7M4Q2XD");
        Bulletin push = text.of(new Bulletin(Channel.PUSH, "vi", "Thông báo", "Mã {code}", null));
        assertThat(push.title()).isEqualTo("DIỄN TẬP: Thông báo");
        assertThat(push.text()).isEqualTo("Mã K7M4Q2XD");
        assertThat(text.of(new Bulletin(Channel.SMS, "en", null, "CV {number}", null)).text()).isEqualTo("EXERCISE: CV 293");
        assertThat(new IssuedText("K7M4Q2XD", null, false).of(new Bulletin(Channel.LOUDSPEAKER, "vi", null, "Kính thưa", 2)).text())
                .isEqualTo("Kính thưa");
    }

    @Test
    void aClassIsReadByItsCode() {
        assertThat(new DraftReader(new Faults()).read(form()).bulletinClass()).isEqualTo(BulletinClass.PRIORITY);
    }
}
