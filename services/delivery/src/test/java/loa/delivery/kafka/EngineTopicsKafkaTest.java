package loa.delivery.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;

class EngineTopicsKafkaTest {
    /** A channel that starts before the desk makes the desk's topics, and a large directive must fit all the same. */
    @Test
    void everyTopicTakesTheLargestRecordWhoeverMakesIt() throws Exception {
        var clients = new KafkaClients(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()), "topics",
                Duration.ofSeconds(6));
        try (Admin admin = clients.admin()) {
            new EngineTopics(Channel.SMS, 1).create(admin);
            List<ConfigResource> topics = Stream
                    .concat(Stream.of(Topics.DIRECTIVES, Topics.DELIVERY_REPORTS, Topics.DEAD_LETTERS),
                            Stream.of(BulletinClass.values()).map(lane -> Topics.work(Channel.SMS, lane)))
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();

            Map<ConfigResource, Config> configs = admin.describeConfigs(topics).all().get();

            assertThat(configs.values()).extracting(config -> config.get("max.message.bytes").value()).hasSize(6)
                    .containsOnly(Integer.toString(Topics.LARGEST_RECORD));
        } finally {
            clients.close();
        }
    }
}
