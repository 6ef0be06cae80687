package loa.publisher.console;

import org.jspecify.annotations.Nullable;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.SmsSegments;
import loa.publisher.directive.IssuedText;

/** A bulletin as its recipients will meet it. */
sealed interface Preview {
    /** The code of the channel. */
    String channel();

    /** The code of the language. */
    String language();

    /** What goes out; null: nothing was written yet. */
    @Nullable
    String text();

    /**
     * A text message.
     *
     * @param characters as the encoding counts them
     * @param over       too many segments to be sent
     */
    record Sms(String language, @Nullable String text, int characters, String encoding, int segments, boolean over) implements Preview {
        static Sms of(String language, @Nullable String written, IssuedText filling) {
            Bulletin bulletin = bulletin(Channel.SMS, null, written, null, filling);
            String text = bulletin == null ? null : bulletin.text();
            SmsSegments counted = SmsSegments.of(text == null ? "" : text);
            return new Sms(language, text, counted.characters(), counted.encoding().code(), text == null ? 0 : counted.segments(),
                    counted.segments() > IssuedText.MOST_SEGMENTS);
        }

        @Override
        public String channel() {
            return Channel.SMS.code();
        }
    }

    /** A notification. */
    record Push(String language, @Nullable String title, @Nullable String text, int characters) implements Preview {
        static Push of(String language, @Nullable String title, @Nullable String written, IssuedText filling) {
            Bulletin bulletin = bulletin(Channel.PUSH, title, written, null, filling);
            if (bulletin == null) {
                return new Push(language, ComposeForm.clean(title), null, 0);
            }
            return new Push(language, bulletin.title(), bulletin.text(), bulletin.text().codePointCount(0, bulletin.text().length()));
        }

        @Override
        public String channel() {
            return Channel.PUSH.code();
        }
    }

    /**
     * What a loudspeaker says.
     *
     * @param length of one play in seconds, an estimate
     */
    record Speech(String language, @Nullable String title, @Nullable String text, int length, int repeats) implements Preview {
        /** Vietnamese as the synthesizer reads it at its usual speed, pauses included. */
        private static final double CHARACTERS_PER_SECOND = 14;

        static Speech of(String language, @Nullable String title, @Nullable String written, int repeats, IssuedText filling) {
            Bulletin bulletin = bulletin(Channel.LOUDSPEAKER, title, written, repeats, filling);
            if (bulletin == null) {
                return new Speech(language, ComposeForm.clean(title), null, 0, repeats);
            }
            int characters = bulletin.text().codePointCount(0, bulletin.text().length());
            return new Speech(language, bulletin.title(), bulletin.text(), (int) Math.ceil(characters / CHARACTERS_PER_SECOND), repeats);
        }

        @Override
        public String channel() {
            return Channel.LOUDSPEAKER.code();
        }

        /** Of all plays together, in seconds. */
        public int allLength() {
            return length * repeats;
        }
    }

    private static @Nullable Bulletin bulletin(Channel channel, @Nullable String title, @Nullable String written,
            @Nullable Integer repeats, IssuedText filling) {
        String text = ComposeForm.clean(written);
        return text == null ? null : filling.of(new Bulletin(channel, "vi", ComposeForm.clean(title), text, repeats));
    }
}
