package loa.push.audience;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.subscriber.Languages;
import loa.push.address.TopicName;

/**
 * The topics of the directive's own areas, not of those below: a device is in the topics of all areas above its own, so it gets one copy.
 * One topic for each language in which there is a bulletin, and one for each other language in which the area has a device: who reads
 * another language than those of the bulletins gets the Vietnamese one instead of nothing. Only devices that FCM has confirmed count, so
 * that nobody makes topics by inventing tokens, and a language that is read in one area costs nothing in others.
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
        List<String> written = directive.bulletinsOf(Channel.PUSH).stream().map(Bulletin::language).filter(TopicName::isLanguage).toList();
        Stream<TopicName> ofBulletins = directive.areas().stream()
                .flatMap(area -> Stream.concat(Stream.of(Languages.DEFAULT), written.stream())
                        .map(language -> new TopicName(area, language)));
        return Stream.concat(ofBulletins, ofDevices(directive.areas()).stream()).distinct();
    }

    private List<TopicName> ofDevices(List<AreaCode> areas) {
        // Index: topic_membership_reach, one step for each language of an area and not one for each device.
        return jdbc.sql("""
            SELECT a.area, l.language FROM unnest(:areas::text[]) AS a (area) CROSS JOIN LATERAL (
                WITH RECURSIVE l AS (
                    SELECT min(m.language) AS language FROM topic_membership m WHERE m.area = a.area AND m.member AND m.wanted
                    UNION ALL
                    SELECT (SELECT min(m.language) FROM topic_membership m
                             WHERE m.area = a.area AND m.member AND m.wanted AND m.language > l.language)
                      FROM l WHERE l.language IS NOT NULL)
                SELECT language FROM l WHERE language IS NOT NULL) AS l
            """).param("areas", areas.stream().map(AreaCode::value).toArray(String[]::new))
                .query((row, number) -> new TopicName(new AreaCode(row.getString("area")), row.getString("language"))).list();
    }
}
