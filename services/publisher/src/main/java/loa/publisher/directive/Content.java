package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;

/**
 * What a directive says. Well-formed, but as a draft perhaps incomplete: null and empty mean not yet decided.
 *
 * @param areas        none of them lies below another
 * @param droppedAreas what was asked for as well but lies below one of {@code areas}
 * @param bulletins    at most one for each channel and language
 * @param effective    null: at issue
 */
public record Content(@Nullable String issuingBody, @Nullable Dispatch source, @Nullable BulletinClass bulletinClass, boolean exercise,
        List<AreaCode> areas, List<AreaCode> droppedAreas, Set<Channel> channels, List<Bulletin> bulletins,
        @Nullable OffsetDateTime effective, @Nullable OffsetDateTime expires) {
    /** Copies the collections. */
    public Content {
        areas = List.copyOf(areas);
        droppedAreas = List.copyOf(droppedAreas);
        channels = channels.stream().sorted().collect(Collectors.collectingAndThen(Collectors.toCollection(LinkedHashSet::new),
                java.util.Collections::unmodifiableSet));
        bulletins = List.copyOf(bulletins);
    }

    /** The bulletin of this channel and language. */
    public Optional<Bulletin> bulletin(Channel channel, String language) {
        return bulletins.stream().filter(b -> b.channel() == channel && b.language().equals(language)).findFirst();
    }

    Content withAreas(List<AreaCode> kept, List<AreaCode> dropped) {
        return new Content(issuingBody, source, bulletinClass, exercise, kept, dropped, channels, bulletins, effective, expires);
    }

    Content withEffective(OffsetDateTime time) {
        return new Content(issuingBody, source, bulletinClass, exercise, areas, droppedAreas, channels, bulletins, time, expires);
    }

    @Nullable
    String sourceNumber() {
        return source == null ? null : source.number();
    }
}
