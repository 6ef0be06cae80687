package loa.push.audience;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.RecipientId;
import loa.delivery.address.AddressVault;
import loa.push.address.PushAddress;
import loa.push.address.PushToken;
import loa.push.address.TopicName;

/** Opens the tokens of devices, and counts the devices behind topics, just before they are sent to. */
public final class PushAddressBook implements AddressBook<PushAddress> {
    private final JdbcClient jdbc;
    private final AddressVault vault;
    private final TopicAudience topics;

    /** In the schema that this connection stands in. */
    public PushAddressBook(JdbcClient jdbc, AddressVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.topics = new TopicAudience(jdbc);
    }

    @Override
    public Map<RecipientId, PushAddress> addresses(IssuedDirective directive, Collection<RecipientId> recipients) {
        return switch (directive.bulletinClass()) {
            case EMERGENCY -> devices(recipients);
            case PRIORITY, ROUTINE -> topics(directive, recipients);
        };
    }

    private Map<RecipientId, PushAddress> devices(Collection<RecipientId> recipients) {
        Map<RecipientId, PushAddress> found = new HashMap<>();
        // Index: device_id_key.
        jdbc.sql("SELECT id, token, language FROM device WHERE id = ANY(CAST(:ids AS uuid[])) AND token IS NOT NULL")
                .param("ids", recipients.stream().map(RecipientId::toString).toArray(String[]::new)).query(row -> {
                    PushToken token = new PushToken(vault.open(row.getBytes("token")));
                    found.put(new RecipientId(row.getObject("id", UUID.class)), new PushAddress.Device(token, row.getString("language")));
                });
        return found;
    }

    private Map<RecipientId, PushAddress> topics(IssuedDirective directive, Collection<RecipientId> recipients) {
        Map<RecipientId, TopicName> wanted = topics.topics(directive).collect(Collectors.toMap(TopicName::id, Function.identity()));
        wanted.keySet().retainAll(recipients);
        Map<TopicName, Long> devices = count(List.copyOf(wanted.values()));
        return wanted.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                topic -> new PushAddress.Topic(topic.getValue(), devices.getOrDefault(topic.getValue(), 0L))));
    }

    private Map<TopicName, Long> count(List<TopicName> wanted) {
        Map<TopicName, Long> counts = new HashMap<>();
        // Index: topic_membership_reach, read alone.
        jdbc.sql("""
            SELECT m.area, m.language, count(*) AS devices FROM topic_membership m
              JOIN unnest(:areas, :languages) AS d (area, language) ON m.area = d.area AND m.language = d.language
             WHERE m.member AND m.wanted GROUP BY m.area, m.language
            """).param("areas", wanted.stream().map(t -> t.area().value()).toArray(String[]::new))
                .param("languages", wanted.stream().map(TopicName::language).toArray(String[]::new)).query(row -> {
                    counts.put(new TopicName(new AreaCode(row.getString("area")), row.getString("language")), row.getLong("devices"));
                });
        return counts;
    }
}
