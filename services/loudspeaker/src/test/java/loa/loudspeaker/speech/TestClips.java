package loa.loudspeaker.speech;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Clips that say nothing but a tone. */
public final class TestClips {
    private TestClips() {}

    /** @param said gets each text that was to be spoken */
    public static Clips tones(JdbcClient jdbc, Path directory, List<String> said) {
        float[] tone = new float[Mp3.RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.3 * Math.sin(i * 0.1));
        }
        Speech speech = new Speech() {
            @Override
            public String voice() {
                return "tone";
            }

            @Override
            public Answer speak(String text) {
                said.add(text);
                return new Answer.Spoken(new Sound(tone, Mp3.RATE));
            }
        };
        return new Clips(new ClipMaker(speech, new SpokenForm(), new SpeechLength(165)), jdbc, directory, Clock.systemUTC());
    }
}
