package loa.contract;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A directive as it goes out: everything a channel needs to act without asking anybody.
 *
 * @param coveredAreas the whole subtree of {@code areas}, so that a channel plans without knowing the tree
 * @param effective    from when on it is sent
 * @param expires      from when on nothing of it is sent
 */
public record IssuedDirective(DirectiveId directive, int revision, String checkCode, String issuingBody, @Nullable Source source,
        BulletinClass bulletinClass, boolean exercise, Set<Channel> channels, List<AreaCode> areas, List<AreaCode> coveredAreas,
        List<Bulletin> bulletins, OffsetDateTime effective, OffsetDateTime expires, OffsetDateTime issuedAt) {
    /** Copies the collections and refuses what no channel could carry out. */
    public IssuedDirective {
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be positive, but was " + revision);
        }
        if (!expires.isAfter(effective)) {
            throw new IllegalArgumentException("expires %s must be after effective %s".formatted(expires, effective));
        }
        Objects.requireNonNull(directive, "directive");
        Objects.requireNonNull(checkCode, "checkCode");
        Objects.requireNonNull(issuingBody, "issuingBody");
        Objects.requireNonNull(bulletinClass, "bulletinClass");
        Objects.requireNonNull(issuedAt, "issuedAt");
        channels = Codes.inOrder(channels);
        areas = List.copyOf(areas);
        coveredAreas = List.copyOf(coveredAreas);
        bulletins = List.copyOf(bulletins);
    }

    /** The bulletins of one channel, in the order of the directive. */
    public List<Bulletin> bulletinsOf(Channel channel) {
        return bulletins.stream().filter(b -> b.channel() == channel).toList();
    }
}
