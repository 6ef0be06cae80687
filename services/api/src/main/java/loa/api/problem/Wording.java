package loa.api.problem;

/** A sentence for people in both languages of the interface. */
public record Wording(String vi, String en) {
    /**
     * Both sentences with the same arguments put in, as by {@link String#formatted}.
     */
    public static Wording of(String vi, String en, Object... arguments) {
        return new Wording(vi.formatted(arguments), en.formatted(arguments));
    }

    /** The sentence in this language. */
    public String in(Language language) {
        return switch (language) {
            case VI -> vi;
            case EN -> en;
        };
    }
}
