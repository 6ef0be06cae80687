package loa.loudspeaker.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import loa.contract.BulletinClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ClipMakerTest {
    private static final String SENTENCE = "Kính thưa bà con, theo công văn 293-CV/TU ngày 09/8/2021, Ủy ban nhân dân xã đề nghị mọi người ở nhà khi có gió mạnh. ";

    private final ClipMaker maker = new ClipMaker(new EspeakSpeech("espeak-ng", "vi", 165, Duration.ofSeconds(20)), new SpokenForm(),
            new SpeechLength(165));

    /** Prose; figures; symbols of documents; the mixture that is half as long again as its characters suggest; little; many pauses. */
    @ParameterizedTest
    @ValueSource(strings = {
            "Yêu cầu các cấp ủy, chi bộ cơ sở xây dựng kế hoạch thực hiện, bảo đảm nội dung ngắn gọn, rõ nhiệm vụ; vận động các tầng lớp nhân dân chung sức, đồng lòng, quyết tâm đẩy lùi dịch bệnh.",
            "Mời bà con đi họp vào sáng mai tại nhà văn hóa thôn. Đề nghị mọi người ở trong nhà khi có gió mạnh và theo dõi thông báo tiếp theo.",
            "Từ 7h30 ngày 20/8/2021 đến 18h00 ngày 31/8/2021: 105 hộ, 1.250 người, 37,5°C, 15,5%, 30 km/h, gọi 0271.3879.123, giai đoạn 2021-2025.",
            "Căn cứ 293-CV/TU, 05-NQ/TU, 49/2024/NĐ-CP, QĐ-TTg của UBND, HĐND, MTTQ, BTG và BCĐ.",
            SENTENCE, "Mời bà con đi họp.", "Gạo, muối, nước, đèn, pin, áo, chăn, thuốc, sữa, bánh."})
    void aClipIsAboutAsLongAsItsSpokenFormSuggests(String written) {
        assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
        String text = (written.strip() + " ").repeat(5);
        ClipMaker.Made made = maker.make(text, BulletinClass.ROUTINE);
        assertThat(made.clip().voice()).isEqualTo("espeak-ng");
        double estimated = new SpeechLength(165).of(new SpokenForm().of(text)).toMillis() / 1000.0;
        assertThat(made.clip().length().toMillis() / 1000.0).isCloseTo(estimated, withinPercentage(30));
        assertThat(made.clip().sha256()).isEqualTo(ClipMaker.sha256(made.bytes()));
        assertThat(made.clip().bytes()).isEqualTo(made.bytes().length);
    }

    @Test
    void whatWouldTakeTooLongIsAChime() {
        assertThat(maker.make("Mời bà con đi họp. ".repeat(1_500), BulletinClass.ROUTINE).clip().voice()).isEqualTo("chime");
    }

    @Test
    void theSameTextMakesTheSameClipAlsoInParallel() {
        assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
        assertThat(IntStream.range(0, 4).parallel().mapToObj(_ -> maker.make(SENTENCE, BulletinClass.ROUTINE).clip()).distinct())
                .hasSize(1);
    }

    @Test
    void withoutSpeechItIsAChime() {
        var silent = new ClipMaker(new EspeakSpeech("no-such-program", "vi", 165, Duration.ofSeconds(5)), new SpokenForm(),
                new SpeechLength(165));
        ClipMaker.Made made = silent.make(SENTENCE, BulletinClass.ROUTINE);
        assertThat(made.clip().voice()).isEqualTo("chime");
        assertThat(made.clip().length()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aProgramThatHangsIsEndedAlsoWhileItTakesNoText(@TempDir Path folder) throws Exception {
        Path program = program(folder, "exec sleep 60");
        long begun = System.nanoTime();
        assertThat(new EspeakSpeech(program.toString(), "vi", 165, Duration.ofMillis(300)).speak("a ".repeat(500_000)))
                .isInstanceOf(Speech.Answer.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatFailsOnceIsTriedAgainAndWhatFailsTwiceIsNoClip(@TempDir Path folder) throws Exception {
        assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
        Path failingOnce = program(folder, "if mkdir '" + folder + "/seen' 2>/dev/null; then exit 1; fi; exec espeak-ng \"$@\"");
        assertThat(maker(failingOnce).make(SENTENCE, BulletinClass.ROUTINE).clip().voice()).isEqualTo("espeak-ng");
        ClipMaker failing = maker(program(folder, "exit 1"));
        assertThatThrownBy(() -> failing.make(SENTENCE, BulletinClass.PRIORITY)).isInstanceOf(SpeechFailure.class);
    }

    @Test
    void anEmergencyDoesNotWaitForSpeechThatFails(@TempDir Path folder) throws Exception {
        Path program = program(folder, "echo once >> '" + folder + "/calls'; exit 1");
        assertThat(maker(program).make(SENTENCE, BulletinClass.EMERGENCY).clip().voice()).isEqualTo("chime");
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(1);
    }

    @Test
    void aTextIsNeverAnOption() {
        assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
        assertThat(new EspeakSpeech("espeak-ng", "vi", 165, Duration.ofSeconds(20)).speak("--version"))
                .isInstanceOfSatisfying(Speech.Answer.Spoken.class,
                        s -> assertThat(s.sound().length()).isGreaterThan(Duration.ofMillis(500)));
    }

    private static Path program(Path folder, String script) throws IOException {
        Path program = Files.createTempFile(folder, "speech", ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    }

    private static ClipMaker maker(Path program) {
        return new ClipMaker(new EspeakSpeech(program.toString(), "vi", 165, Duration.ofSeconds(20)), new SpokenForm(),
                new SpeechLength(165));
    }

    @Test
    void loudnessAndPeakAreWhatAnIndependentMeterSays(@TempDir Path folder) throws Exception {
        assumeTrue(Programs.has("espeak-ng") && Programs.has("ffmpeg"), "espeak-ng or ffmpeg is not installed");
        Path clip = Files.write(folder.resolve("clip.mp3"), maker.make(SENTENCE.repeat(4), BulletinClass.EMERGENCY).bytes());
        String report = Programs.run("ffmpeg", "-hide_banner", "-nostats", "-i", clip.toString(), "-af",
                "silencedetect=noise=-45dB:d=2,volumedetect,ebur128", "-f", "null", "-");
        String summary = report.substring(report.indexOf("Summary:"));
        assertThat(number(summary, "I:\\s+(-?[\\d.]+) LUFS")).isCloseTo(Leveller.TARGET_LUFS, within(2.0));
        assertThat(number(report, "max_volume: (-?[\\d.]+) dB")).isLessThanOrEqualTo(-1.0);
        assertThat(report).doesNotContain("silence_start");
    }

    @Test
    void longPausesAreShortened() {
        Sound bells = Chime.beforeWords(Mp3.RATE);
        Sound gaping = bells.then(Sound.silence(Duration.ofSeconds(5), Mp3.RATE)).then(bells);
        assertThat(Pauses.shortened(gaping).length()).isLessThan(gaping.length().minusSeconds(3));
    }

    @Test
    void aWaveOfUnknownLengthIsReadToItsEnd() {
        var out = new ByteArrayOutputStream();
        out.writeBytes("RIFF\0\0\0\u007fWAVEfmt ".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[]{16, 0, 0, 0, 1, 0, 1, 0, 0x22, 0x56, 0, 0, 0x44, (byte) 0xac, 0, 0, 2, 0, 16, 0});
        out.writeBytes("data\0\0\0\u007f".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[2205 * 2]);
        assertThat(Wave.read(out.toByteArray())).hasValueSatisfying(s -> assertThat(s.length()).isEqualTo(Duration.ofMillis(100)));
        assertThat(Wave.read("not a wave at all".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static double number(String report, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(report);
        assertThat(matcher.find()).as("%s in %s", pattern, report.toLowerCase(Locale.ROOT)).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
