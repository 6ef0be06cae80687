package loa.publisher.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.Planning;
import loa.publisher.directive.Directive;
import loa.publisher.directive.Directives;

/** How much of earlier revisions had gone out and is corrected by a later one. */
final class Corrections {
    private final Directives directives;
    private final ReportStore reports;

    Corrections(Directives directives, ReportStore reports) {
        this.directives = directives;
        this.reports = reports;
    }

    /** The revision that has taken the place of this one; null: none. */
    @Nullable
    Integer replacedBy(Directive directive) {
        if (!directive.state().code().equals("amended")) {
            return null;
        }
        return directives.revisions(directive.id()).stream()
                .filter(later -> later.lineage().amendment() != null && later.lineage().amendment().replaces() == directive.revision())
                .filter(later -> later.state().issuedAt() != null).map(Directive::revision).findFirst().orElse(null);
    }

    /**
     * The earlier revisions that had gone out, the newest first; nothing as long as this one has not.
     *
     * @param channels how far the channels of this revision have come
     */
    List<Progress.Corrected> of(Directive directive, Map<String, Progress.OfChannel> channels) {
        if (directive.lineage().amendment() == null || directive.state().issuedAt() == null) {
            return List.of();
        }
        return directives.revisions(directive.id()).stream()
                .filter(earlier -> earlier.revision() < directive.revision() && earlier.state().issuedAt() != null)
                .map(earlier -> corrected(earlier, directive, channels)).toList();
    }

    /** Who is left is known of a channel when it has planned, and at once of one that this revision does not use. */
    private Progress.Corrected corrected(Directive earlier, Directive by, Map<String, Progress.OfChannel> channels) {
        Map<String, Long> left = inOrder(earlier, reports.sentWhereNobodyIs(earlier.id(), earlier.revision(), by.revision()));
        left.keySet().removeIf(code -> {
            Progress.OfChannel channel = channels.get(code);
            return channel != null && channel.planning() != Planning.COMPLETE;
        });
        return new Progress.Corrected(earlier.revision(), inOrder(earlier, reports.sent(earlier.id(), earlier.revision())), left);
    }

    /** All channels of the revision, with 0 where nothing went out. */
    private static Map<String, Long> inOrder(Directive directive, Map<Channel, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        new TreeMap<>(counts).keySet().forEach(channel -> ordered.put(channel.code(), 0L));
        directive.content().channels().forEach(channel -> ordered.put(channel.code(), counts.getOrDefault(channel, 0L)));
        return ordered;
    }
}
