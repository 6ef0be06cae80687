package loa.loudspeaker.speech;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import loa.contract.BulletinClass;

/** Makes the clip of a text. Takes a second of processor time for a minute of audio. Thread-safe. */
final class ClipMaker {
    /** As much as one stretch of speech may take, in time and memory; thrice what the longest bulletin takes, unless it is all figures. */
    private static final Duration LONGEST = Duration.ofMinutes(25);

    private final Speech speech;
    private final SpokenForm spokenForm;
    private final SpeechLength length;

    ClipMaker(Speech speech, SpokenForm spokenForm, SpeechLength length) {
        this.speech = speech;
        this.spokenForm = spokenForm;
        this.length = length;
    }

    /**
     * The clip; a chime alone when there is no speech to be had. Priority and emergency begin with bells. What fails is tried once more; an
     * emergency does not wait for that and takes the chime.
     *
     * @throws SpeechFailure when the text was not spoken this time
     */
    Made make(String text, BulletinClass bulletinClass) {
        String spoken = spokenForm.of(text);
        if (length.of(spoken).compareTo(LONGEST) > 0) {
            return chime();
        }
        boolean urgent = bulletinClass == BulletinClass.EMERGENCY;
        Speech.Answer first = speech.speak(spoken);
        return switch (first instanceof Speech.Answer.Failed && !urgent ? speech.speak(spoken) : first) {
            case Speech.Answer.Spoken(Sound words) -> encoded(audible(words, bulletinClass), speech.voice());
            case Speech.Answer.Mute _ -> chime();
            case Speech.Answer.Failed(Exception cause) -> {
                if (urgent) {
                    yield chime();
                }
                throw new SpeechFailure(cause);
            }
        };
    }

    private static Made chime() {
        return encoded(Leveller.level(Chime.insteadOfWords(Mp3.RATE)), "chime");
    }

    private static Sound audible(Sound words, BulletinClass bulletinClass) {
        Sound levelled = Leveller.level(Pauses.shortened(Resampler.to(Mp3.RATE, words)));
        return bulletinClass == BulletinClass.ROUTINE ? levelled : Leveller.level(Chime.beforeWords(Mp3.RATE)).then(levelled);
    }

    private static Made encoded(Sound sound, String voice) {
        byte[] mp3 = Mp3.encode(sound);
        return new Made(new Clip(sha256(mp3), "audio/mpeg", mp3.length, Mp3.length(mp3), voice), mp3);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }

    /** A clip with its bytes, on the way to where they are kept. */
    record Made(Clip clip, byte[] bytes) {}
}
