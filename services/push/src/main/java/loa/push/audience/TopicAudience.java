package loa.push.audience;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.push.address.TopicName;

/**
 * The topics of the directive's own areas, not of those below: a device is in the topics of all areas above its own, so it gets one copy.
 * One topic for each language in which there is a bulletin, and for each that a device reads: who reads another language than those of
 * the bulletins gets the Vietnamese one instead of nothing.
 */
final class TopicAudience implements Audience {
    private final JdbcClient jdbc;

    TopicAudience(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds the directive's topics in memory, at most 3,500 areas times a few languages; no devices. */
    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return topics(directive).map(topic -> new Recipient(topic.id(), topic.area())).sorted(Recipient.ORDER)
                .filter(r -> after == null || Recipient.ORDER.compare(r, after) > 0).limit(limit).toList();
    }

    Stream<TopicName> topics(IssuedDirective directive) {
        Set<String> languages = new TreeSet<>(languagesOfDevices());
        directive.bulletinsOf(Channel.PUSH).stream().map(Bulletin::language).filter(TopicName::isLanguage).forEach(languages::add);
        return directive.areas().stream().distinct().flatMap(area -> languages.stream().map(language -> new TopicName(area, language)));
    }

    private List<String> languagesOfDevices() {
        // Index: device_language, one step for each language and not one for each device.
        return jdbc.sql("""
                        WITH RECURSIVE l AS (
                            SELECT min(language) AS language FROM device
                            UNION ALL
                            SELECT (SELECT min(d.language) FROM device d WHERE d.language > l.language) FROM l WHERE l.language IS NOT NULL)
                        SELECT language FROM l WHERE language IS NOT NULL
                        """).query((row, number) -> row.getString("language")).list();
    }
}
