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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.Topics;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/**
 * How far this schema has come in {@code loa.directives}, moved in the transaction that acts upon the event. A schema that has just been
 * made knows where the log ended at that moment: what lies before may have been carried out by its predecessor. A log that was made anew,
 * or lost its end, is read from its beginning: what was seen before is known by its event.
 */
public final class IntakePositions {
    private static final Logger LOG = LoggerFactory.getLogger(IntakePositions.class);

    private final Database database;
    private final Map<Integer, Long> bornAt = new ConcurrentHashMap<>();
    private volatile String topicId = "";

    /** Works on this schema. */
    public IntakePositions(Database database) {
        this.database = database;
    }

    /**
     * The log as it stands.
     *
     * @param topicId another one when the topic is made anew under its name
     * @param ends    where each partition ends
     */
    record Log(String topicId, Map<Integer, Long> ends) {}

    /** Notes where the log ends now, for each partition that this schema does not know yet. To be called before anything is read. */
    public void open(Admin admin) throws InterruptedException {
        open(log(admin));
    }

    /** {@link #open} once more when the topic has been made anew under its name since. Returns whether it was. */
    boolean openIfAnew(Admin admin) throws InterruptedException {
        if (topicId(admin).equals(topicId)) {
            return false;
        }
        open(admin);
        return true;
    }

    void open(Log log) {
        database.change(session -> log.ends().forEach((partition, end) -> open(session, log.topicId(), partition, end)));
        database.inSnapshot(session -> session.sql("select topic_partition, born_at from intake_position")
                .list(row -> bornAt.put(row.integer("topic_partition"), row.number("born_at")) == null));
        // last: until everything is known the log counts as anew
        topicId = log.topicId();
    }

    /** An event of a log that was made anew has come after this schema; of one that is shorter than it was, what is left is older. */
    private static void open(Session session, String topicId, int partition, long end) {
        int begunAnew = session
                .sql("""
                    update intake_position
                       set next_offset = 0, born_at = case when topic_id = :topic then least(born_at, :end) else 0 end, topic_id = :topic
                     where topic_partition = :partition and (topic_id <> :topic or :end < greatest(next_offset, born_at))
                    """).set("partition", partition).set("topic", topicId).set("end", end).update();
        if (begunAnew == 1) {
            LOG.atWarn().addKeyValue("partition", partition).addKeyValue("end", end)
                    .log("The log of directives was made anew; reading it all");
        }
        session.sql("""
            insert into intake_position (topic_partition, topic_id, next_offset, born_at) values (:partition, :topic, 0, :end)
            on conflict do nothing
            """).set("partition", partition).set("topic", topicId).set("end", end).update();
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

    /** Returns whether the schema had not come so far: else another instance was here before. */
    boolean moveOn(Session session, int partition, long next) {
        return session.sql("""
            insert into intake_position as p (topic_partition, topic_id, next_offset, born_at) values (:partition, :topic, :next, 0)
            on conflict (topic_partition) do update set next_offset = excluded.next_offset where p.next_offset < excluded.next_offset
            """).set("partition", partition).set("topic", topicId).set("next", next).update() == 1;
    }

    private static String topicId(Admin admin) throws InterruptedException {
        try {
            return describe(admin).topicId().toString();
        } catch (ExecutionException e) {
            throw new IllegalStateException(Topics.DIRECTIVES + " cannot be described", e.getCause());
        }
    }

    private static TopicDescription describe(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(Topics.DIRECTIVES)).topicNameValues().values().iterator().next().get();
    }

    private static Log log(Admin admin) throws InterruptedException {
        try {
            TopicDescription topic = describe(admin);
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, topic.partitions().size()).boxed()
                    .collect(Collectors.toMap(p -> new TopicPartition(Topics.DIRECTIVES, p), p -> OffsetSpec.latest()));
            return new Log(topic.topicId().toString(), admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset())));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ends of " + Topics.DIRECTIVES + " are not to be had", e.getCause());
        }
    }
}
