package loa.loudspeaker.speech;

import java.io.Serial;

/** A text could not be spoken this time; whoever needs the clip comes again. */
final class SpeechFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SpeechFailure(Throwable cause) {
        super("The text was not spoken; another attempt may succeed.", cause);
    }
}
