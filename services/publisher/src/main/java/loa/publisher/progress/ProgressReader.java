package loa.publisher.progress;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.publisher.directive.Directive;
import loa.publisher.directive.DirectiveState;
import loa.publisher.directive.Directives;

/** Tells how far a directive has come. Everybody who has signed in may know. */
public final class ProgressReader {
    private final Directives directives;
    private final ReportStore reports;
    private final Corrections corrections;
    private final Clock clock;

    ProgressReader(Directives directives, ReportStore reports, Corrections corrections, Clock clock) {
        this.directives = directives;
        this.reports = reports;
        this.corrections = corrections;
        this.clock = clock;
    }

    /**
     * How far it has come, without areas: the newest revision that has gone out.
     *
     * @throws loa.api.problem.ProblemException 404
     */
    public Progress read(DirectiveId id) {
        return read(id, null);
    }

    /**
     * How far this revision has come, without areas; null: the newest that has gone out.
     *
     * @throws loa.api.problem.ProblemException 404
     */
    public Progress read(DirectiveId id, @Nullable Integer revision) {
        return read(directives.outline(id, revision), null);
    }

    /**
     * How far it has come, area by area too.
     *
     * @throws loa.api.problem.ProblemException 404
     */
    public Progress readByArea(DirectiveId id, @Nullable Integer revision) {
        Directive directive = directives.outline(id, revision);
        return read(directive, reports.areas(id, directive.revision(), null));
    }

    /**
     * The same with so many lines of areas at most.
     *
     * @throws loa.api.problem.ProblemException 404
     */
    public Progress readByArea(DirectiveId id, @Nullable Integer revision, int lines) {
        Directive directive = directives.outline(id, revision);
        return read(directive, reports.areas(id, directive.revision(), lines));
    }

    private Progress read(Directive directive, @Nullable List<Progress.OfArea> areas) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        List<ShardReport> shards = reports.of(directive.id(), directive.revision());
        Map<Channel, List<ShardReport>> byChannel = shards.stream().collect(Collectors.groupingBy(ShardReport::channel));
        Map<String, Progress.OfChannel> channels = new LinkedHashMap<>();
        directive.content().channels()
                .forEach(channel -> channels.put(channel.code(), Folding.fold(byChannel.getOrDefault(channel, List.of()), now)));
        OffsetDateTime asOf = shards.stream().map(ShardReport::asOf).max(Comparator.naturalOrder()).orElse(now);
        return new Progress(directive.id(), directive.revision(), directive.state().code(), directive.content().exercise(),
                directive.state().issuedAt(), asOf, isSettled(directive, channels, now), channels, areas, corrections.replacedBy(directive),
                corrections.of(directive, channels));
    }

    private static boolean isSettled(Directive directive, Map<String, Progress.OfChannel> channels, OffsetDateTime now) {
        boolean over = directive.state() instanceof DirectiveState.Cancelled || directive.state() instanceof DirectiveState.Expired;
        if (directive.state().issuedAt() == null) {
            return over;
        }
        OffsetDateTime expires = directive.content().expires();
        return Folding.isSettled(directive.content().channels(), channels, expires != null && !now.isBefore(expires));
    }
}
