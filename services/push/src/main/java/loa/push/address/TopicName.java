package loa.push.address;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

import loa.contract.AreaCode;
import loa.delivery.RecipientId;

/**
 * The FCM topic of everybody in an area who reads a language: {@code area.99001-03.vi}.
 *
 * @param language ISO 639 code in lower case
 */
public record TopicName(AreaCode area, String language) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Checks the language. */
    public TopicName {
        if (!isLanguage(language)) {
            throw new IllegalArgumentException("language must be 2 or 3 small letters, but was " + language);
        }
    }

    /** Whether the text has the form of a language code. */
    public static boolean isLanguage(String text) {
        return LANGUAGE.matcher(text).matches();
    }

    /** As FCM knows it. */
    public String value() {
        return "area.%s.%s".formatted(area, language);
    }

    /** The topic as a recipient: always the same id for the same topic, in every process and for ever. */
    public RecipientId id() {
        return new RecipientId(UUID.nameUUIDFromBytes(value().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return value();
    }
}
