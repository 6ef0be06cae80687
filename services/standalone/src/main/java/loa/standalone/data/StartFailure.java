package loa.standalone.data;

/** Loa cannot start, for a reason outside its code: a port, the data directory, the disk. The message is one sentence for the user. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that names what is in the way. */
    public StartFailure(String sentence) {
        super(sentence);
    }

    /** With what lies behind it. */
    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
