package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.LoaJson;

/**
 * A draft as somebody typed it: nothing is checked yet, so that all that is wrong can be told at once. Absent and null mean not yet
 * decided.
 */
@Schema(name = "DirectiveDraft")
public record DraftForm(
        @Schema(description = "The authority that issues.", minLength = 1, maxLength = 200) @Nullable String issuingBody,
        @Nullable SourceForm source,
        @Schema(allowableValues = {
                "routine", "priority", "emergency"}) @Nullable String bulletinClass,
        @Schema(description = "An exercise, marked as such in every bulletin.", defaultValue = "false") @Nullable Boolean exercise,
        @Schema(description = "1 to 3,500 codes; one that lies below another is dropped.") @Nullable List<@Nullable String> areas,
        @Schema(allowableValues = {"sms", "push", "loudspeaker"}) @Nullable List<@Nullable String> channels,
        @Schema(description = "One for each channel and language.") @Nullable List<@Nullable BulletinForm> bulletins,
        @Schema(format = "date-time", description = "Null: at issue; else within a year.") @Nullable String effective,
        @Schema(format = "date-time", description = "After effective, at most 92 days after it.") @Nullable String expires) {

    /** The same, an exercise or not as told unless it says so itself. */
    DraftForm orExercise(boolean otherwise) {
        return exercise != null
                ? this
                : new DraftForm(issuingBody, source, bulletinClass, otherwise, areas, channels, bulletins, effective, expires);
    }

    /** A draft in which nothing is decided. */
    public static DraftForm empty() {
        return new DraftForm(null, null, null, null, null, null, null, null, null);
    }

    /** A draft that says this. */
    static DraftForm of(Content content) {
        Dispatch s = content.source();
        SourceForm source = s == null
                ? null
                : new SourceForm(s.number(), s.symbol(), s.issuingBody(), s.date() == null ? null : s.date().toString(), s.subject(),
                        s.text());
        return new DraftForm(content.issuingBody(), source, content.bulletinClass() == null ? null : content.bulletinClass().code(),
                content.exercise(), new ArrayList<@Nullable String>(content.areas().stream().map(AreaCode::value).toList()),
                new ArrayList<@Nullable String>(content.channels().stream().map(Channel::code).toList()),
                new ArrayList<@Nullable BulletinForm>(content.bulletins().stream().map(BulletinForm::of).toList()),
                content.effective() == null ? null : LoaJson.format(content.effective()),
                content.expires() == null ? null : LoaJson.format(content.expires()));
    }

    /** The dispatch that is carried out. */
    @Schema(name = "SourceDraft")
    public record SourceForm(@Schema(maxLength = 100) @Nullable String number, @Schema(maxLength = 100) @Nullable String symbol,
            @Schema(maxLength = 200) @Nullable String issuingBody, @Schema(format = "date") @Nullable String date,
            @Schema(maxLength = 2_000) @Nullable String subject,
            @Schema(maxLength = 200_000, description = "The whole dispatch; stays in the desk.") @Nullable String text) {}

    /** The text for one channel and language. */
    @Schema(name = "BulletinDraft")
    public record BulletinForm(@Schema(allowableValues = {
            "sms", "push", "loudspeaker"}) @Nullable String channel,
            @Schema(defaultValue = "vi") @Nullable String language,
            @Schema(maxLength = 100, description = "For push and loudspeaker.") @Nullable String title,
            @Schema(description = "{code} and {number} are filled in at issue.") @Nullable String text,
            @Schema(minimum = "1", maximum = "20", description = "For loudspeaker.") @Nullable Integer repeats) {
        static BulletinForm of(Bulletin bulletin) {
            return new BulletinForm(bulletin.channel().code(), bulletin.language(), bulletin.title(), bulletin.text(), bulletin.repeats());
        }
    }
}
