package loa.publisher.progress;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.contract.Planning;

/**
 * How far a directive has come.
 *
 * @param asOf     of when the newest count is
 * @param settled  nothing is left to be done or to be asked
 * @param channels by the code of the channel
 * @param areas    only when asked for
 * @param replacedBy the revision that has taken its place; null: none
 * @param corrects earlier revisions that had gone out, the newest first; whoever had several of them is counted in each
 */
@Schema(name = "Progress")
public record Progress(DirectiveId directive, int revision, String state, boolean exercise, @Nullable OffsetDateTime issuedAt,
        OffsetDateTime asOf, boolean settled, Map<String, OfChannel> channels,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<OfArea> areas,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer replacedBy, List<Corrected> corrects) {
    /** Copies what is corrected. */
    public Progress {
        corrects = List.copyOf(corrects);
    }

    /**
     * An earlier revision that this one corrects, as far as it had gone out.
     *
     * @param sent by the code of the channel: deliveries of that revision that were accepted, or may have been
     * @param left the part of {@code sent} in areas, or on channels, where this revision has nobody; an upper bound, as somebody with two
     *             areas may be counted under the other one. Without the channels that have not planned this revision yet
     */
    @Schema(name = "CorrectedRevision")
    public record Corrected(int revision, Map<String, Long> sent, Map<String, Long> left) {}

    /**
     * How far one channel has come.
     *
     * @param reach         devices behind the accepted deliveries, where one stands for many
     * @param ratePerSecond attempts between the first and the last one, on average
     */
    @Schema(name = "ChannelProgress")
    public record OfChannel(Planning planning, Counts counts, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long reach,
            double ratePerSecond, @Nullable OffsetDateTime firstAttemptAt, @Nullable OffsetDateTime lastAttemptAt,
            @Nullable OffsetDateTime cancelAcknowledgedAt, List<LoaEvent.Failure> failures) {
        /** Copies the failures. */
        public OfChannel {
            failures = List.copyOf(failures);
        }
    }

    /** The counts of one channel in one area. */
    @Schema(name = "AreaProgress")
    public record OfArea(AreaCode area, Channel channel, Counts counts) {}

    /** Whether the other says the same, whenever it was counted. */
    boolean saysTheSameAs(@Nullable Progress other) {
        return other != null && revision == other.revision && state.equals(other.state) && settled == other.settled
                && channels.equals(other.channels)
                && corrects.equals(other.corrects);
    }
}
