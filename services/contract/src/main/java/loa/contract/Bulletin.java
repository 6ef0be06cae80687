package loa.contract;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The text of a directive for one channel and language.
 *
 * @param language ISO 639 code, {@code vi}
 * @param title    for push and loudspeaker; null for SMS
 * @param repeats  how often a loudspeaker plays it, 1..20; null elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bulletin(Channel channel, String language, @Nullable String title, String text, @Nullable Integer repeats) {
    /** Checks the bounds that hold in every channel. */
    public Bulletin {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(language, "language");
        if (text.isBlank()) {
            throw new IllegalArgumentException("text of a bulletin must not be blank");
        }
        if (repeats != null && (repeats < 1 || repeats > 20)) {
            throw new IllegalArgumentException("repeats must be 1..20, but was " + repeats);
        }
    }
}
