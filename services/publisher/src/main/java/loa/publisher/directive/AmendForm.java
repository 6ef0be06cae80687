package loa.publisher.directive;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amendment as somebody typed it: why, and the fields that change. Absent and null mean as before; {@code effective} means at issue
 * then, since what was in force from a certain time has been so already.
 */
@Schema(name = "Amendment")
public record AmendForm(
        @Schema(minLength = 1, maxLength = 1_000, requiredMode = Schema.RequiredMode.REQUIRED, description = "Goes out with it.") @Nullable String reason,
        @Schema(minLength = 1, maxLength = 200) @Nullable String issuingBody, DraftForm.@Nullable SourceForm source,
        @Schema(allowableValues = {
                "routine", "priority", "emergency"}) @Nullable String bulletinClass,
        @Schema(description = "Cannot change; the same value is accepted.") @Nullable Boolean exercise,
        @Schema(description = "All areas, not only the new ones.") @Nullable List<@Nullable String> areas,
        @Schema(allowableValues = {"sms", "push", "loudspeaker"}) @Nullable List<@Nullable String> channels,
        @Schema(description = "All bulletins, not only those that change.") @Nullable List<DraftForm.@Nullable BulletinForm> bulletins,
        @Schema(format = "date-time", description = "Absent: at issue.") @Nullable String effective,
        @Schema(format = "date-time") @Nullable String expires) {

    /** An amendment that changes what stands in this form. */
    public static AmendForm of(@Nullable String reason, DraftForm form) {
        return new AmendForm(reason, form.issuingBody(), form.source(), form.bulletinClass(), form.exercise(), form.areas(),
                form.channels(), form.bulletins(), form.effective(), form.expires());
    }

    /** All that the amended directive is to say. */
    DraftForm over(Content before) {
        DraftForm form = DraftForm.of(before);
        return new DraftForm(or(issuingBody, form.issuingBody()), or(source, form.source()), or(bulletinClass, form.bulletinClass()),
                or(exercise, form.exercise()), or(areas, form.areas()), or(channels, form.channels()), or(bulletins, form.bulletins()),
                effective, or(expires, form.expires()));
    }

    private static <T> @Nullable T or(@Nullable T changed, @Nullable T before) {
        return changed == null ? before : changed;
    }
}
