package loa.delivery.intake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

import loa.contract.Topics;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/**
 * How far this schema has come in {@code loa.directives}, moved in the transaction that acts upon the event. A schema that has just been
 * made knows where the log ended at that moment: what lies before may have been carried out by its predecessor.
 */
public final class IntakePositions {
    private final Database database;
    private final Map<Integer, Long> bornAt = new ConcurrentHashMap<>();

    /** Works on this schema. */
    public IntakePositions(Database database) {
        this.database = database;
    }

    /** Notes where the log ends now, for each partition that this schema does not know yet. To be called before anything is read. */
    public void open(Admin admin) throws InterruptedException {
        Map<Integer, Long> ends = ends(admin);
        database.change(session -> ends.forEach((partition, end) -> session
                .sql("""
                     insert into intake_position (topic_partition, next_offset, born_at) values (:partition, 0, :end) on conflict do nothing
                     """).set("partition", partition).set("end", end).update()));
        database.inSnapshot(session -> session.sql("select topic_partition, born_at from intake_position")
                .list(row -> bornAt.put(row.integer("topic_partition"), row.number("born_at")) == null));
    }

    /** Whether a record was written before this schema existed. */
    boolean isOlderThanSchema(int partition, long offset) {
        return offset < bornAt.getOrDefault(partition, 0L);
    }

    /** The next offset that this schema has to see. */
    long next(int partition) {
        return database.inSnapshot(session -> session.sql("select next_offset from intake_position where topic_partition = :partition")
                .set("partition", partition).first(row -> row.number("next_offset")).orElse(0L));
    }

    void moveOn(Session session, int partition, long next) {
        session.sql("""
                    insert into intake_position as p (topic_partition, next_offset, born_at) values (:partition, :next, 0)
                    on conflict (topic_partition) do update set next_offset = greatest(p.next_offset, excluded.next_offset)
                    """).set("partition", partition).set("next", next).update();
    }

    private static Map<Integer, Long> ends(Admin admin) throws InterruptedException {
        try {
            TopicDescription topic = admin.describeTopics(List.of(Topics.DIRECTIVES)).topicNameValues().values().iterator().next().get();
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, topic.partitions().size()).boxed()
                    .collect(Collectors.toMap(p -> new TopicPartition(Topics.DIRECTIVES, p), p -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ends of " + Topics.DIRECTIVES + " are not to be had", e.getCause());
        }
    }
}
