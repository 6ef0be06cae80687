package loa.delivery.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;

/** Makes the topics that a channel needs; those that exist stay as they are. */
public final class EngineTopics {
    private static final int PARTITIONS = 6;
    private static final String FOR_EVER = "-1";
    private static final String A_WEEK = Long.toString(Duration.ofDays(7).toMillis());
    private static final String A_QUARTER = Long.toString(Duration.ofDays(90).toMillis());

    private final Channel channel;
    private final Optional<Short> replicas;

    /**
     * @param replicas how many copies of each record; below 1: as the broker has it
     */
    public EngineTopics(Channel channel, int replicas) {
        this.channel = channel;
        this.replicas = replicas < 1 ? Optional.empty() : Optional.of((short) replicas);
    }

    /** Returns when all of them exist. */
    public void create(Admin admin) throws InterruptedException {
        for (var made : admin.createTopics(topics()).values().values()) {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("a topic of channel %s cannot be made".formatted(channel.code()), e.getCause());
                }
            }
        }
    }

    private List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(topic(Topics.DIRECTIVES, PARTITIONS, FOR_EVER));
        topics.add(topic(Topics.DELIVERY_REPORTS, PARTITIONS, A_WEEK));
        topics.add(topic(Topics.DEAD_LETTERS, 1, A_QUARTER));
        for (BulletinClass lane : BulletinClass.values()) {
            topics.add(topic(Topics.work(channel, lane), PARTITIONS, A_WEEK));
        }
        return topics;
    }

    private NewTopic topic(String name, int partitions, String retentionMs) {
        return new NewTopic(name, Optional.of(partitions), replicas).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, retentionMs,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.LARGEST_RECORD)));
    }
}
