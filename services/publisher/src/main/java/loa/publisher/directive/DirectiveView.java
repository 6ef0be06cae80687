package loa.publisher.directive;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.api.problem.Language;
import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;

/** A directive as it is answered. In a list the source's text and the history are left out. */
@Schema(name = "Directive")
record DirectiveView(String id, int revision, int version,
        @Schema(allowableValues = {
                "draft", "submitted", "returned", "approved", "scheduled", "issued", "amended",
                "cancelled", "expired"}) String state,
        @Schema(description = "The revision that is issued and in force; null: none.") @Nullable Integer inForce,
        @Schema(description = "The revision whose place it takes when it is issued; null: it is no amendment.") @Nullable Integer replaces,
        @Schema(description = "Why it amends; null: it is no amendment.") @Nullable String reason,
        CheckCode checkCode, @Nullable String issuingBody, @Nullable SourceView source, @Nullable BulletinClass bulletinClass,
        boolean exercise, List<AreaCode> areas, Set<Channel> channels, List<Bulletin> bulletins, @Nullable OffsetDateTime effective,
        @Nullable OffsetDateTime expires,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ActView> history, List<String> warnings) {

    /** The dispatch; the text is left out in lists. */
    @Schema(name = "Source")
    record SourceView(@Nullable String number, @Nullable String symbol, @Nullable String issuingBody, @Nullable LocalDate date,
            @Nullable String subject, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text) {}

    /** Who did what; {@code by} is null for what time did. */
    @Schema(name = "HistoryEntry")
    record ActView(Act act, @Nullable String by, OffsetDateTime at,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}

    static DirectiveView of(Directive directive, Language language) {
        List<ActView> history = directive.history().stream().map(e -> new ActView(e.act(), e.name(), e.at(), e.reason())).toList();
        return of(directive, language, history);
    }

    static DirectiveView inList(Directive directive, Language language) {
        return of(directive, language, null);
    }

    private static DirectiveView of(Directive directive, Language language, @Nullable List<ActView> history) {
        Content content = directive.content();
        Dispatch s = content.source();
        SourceView source = s == null
                ? null
                : new SourceView(s.number(), s.symbol(), s.issuingBody(), s.date(), s.subject(), s.text());
        Lineage.Amendment amendment = directive.lineage().amendment();
        return new DirectiveView(directive.id().toString(), directive.revision(), directive.version(), directive.state().code(),
                directive.lineage().inForce(), amendment == null ? null : Integer.valueOf(amendment.replaces()),
                amendment == null ? null : amendment.reason(), directive.checkCode(), content.issuingBody(), source,
                content.bulletinClass(), content.exercise(), content.areas(),
                content.channels(), content.bulletins(), content.effective(), content.expires(), history,
                Warnings.of(directive).stream().map(w -> w.in(language)).toList());
    }
}
