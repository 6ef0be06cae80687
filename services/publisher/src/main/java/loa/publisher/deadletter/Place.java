package loa.publisher.deadletter;

/** Where a record stands on Kafka. */
public record Place(String topic, int partition, long offset) {
    /** Whether the topic carries the work of a lane. */
    boolean isWork() {
        return topic.matches("loa\\.[a-z]+\\.work\\.[a-z]+");
    }
}
