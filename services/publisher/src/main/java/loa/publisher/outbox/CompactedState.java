package loa.publisher.outbox;

/** What the desk keeps on a compacted topic, and can say again from its own tables. */
public interface CompactedState {
    /** The name of the topic. */
    String topic();

    /** Writes everything to the outbox again, in the caller's transaction. */
    void sayAgain();
}
