package loa.publisher.deadletter;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;

/** The topics onto which a record may be put back. Whoever writes a letter himself may name any other. */
final class OurTopics {
    static final Set<String> NAMES = Stream
            .concat(Stream.of(Topics.DIRECTIVES, Topics.DELIVERY_REPORTS, Topics.AREAS, Topics.ACCESS),
                    Arrays.stream(Channel.values())
                            .flatMap(channel -> Arrays.stream(BulletinClass.values()).map(lane -> Topics.work(channel, lane))))
            .collect(Collectors.toUnmodifiableSet());

    private OurTopics() {}
}
