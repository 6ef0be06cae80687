package loa.publisher.deadletter;

/** Puts records onto Kafka again. */
interface Replayer {
    /** What became of a record. */
    sealed interface Result {
        /** All replicas in sync have it, there. */
        record Stored(Place place) implements Result {}

        /** Kafka will never have it, as it is. */
        record Refused() implements Result {}

        /** Nobody knows whether Kafka has it. */
        record NotReached() implements Result {}
    }

    /**
     * Puts it there as its producer would: by its key, so that it comes after the others of its key and before those to come; without
     * one into the partition where it stood.
     */
    Result put(RawRecord record, Place before);
}
