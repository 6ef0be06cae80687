package loa.publisher.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
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
     * @param planned whether all channels have planned this revision
     */
    List<Progress.Corrected> of(Directive directive, boolean planned) {
        if (directive.lineage().amendment() == null || directive.state().issuedAt() == null) {
            return List.of();
        }
        return directives.revisions(directive.id()).stream()
                .filter(earlier -> earlier.revision() < directive.revision() && earlier.state().issuedAt() != null)
                .map(earlier -> corrected(earlier, directive, planned)).toList();
    }

    private Progress.Corrected corrected(Directive earlier, Directive by, boolean planned) {
        Map<Channel, Long> sent = reports.sent(earlier.id(), earlier.revision());
        return new Progress.Corrected(earlier.revision(), inOrder(earlier, sent),
                planned ? inOrder(earlier, reports.sentWhereNobodyIs(earlier.id(), earlier.revision(), by.revision())) : null);
    }

    /** All channels of the revision, with 0 where nothing went out. */
    private static Map<String, Long> inOrder(Directive directive, Map<Channel, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        new TreeMap<>(counts).keySet().forEach(channel -> ordered.put(channel.code(), 0L));
        directive.content().channels().forEach(channel -> ordered.put(channel.code(), counts.getOrDefault(channel, 0L)));
        return ordered;
    }
}
