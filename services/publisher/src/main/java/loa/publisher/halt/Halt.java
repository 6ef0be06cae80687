package loa.publisher.halt;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Channel;

/**
 * A halt in force.
 *
 * @param area         it holds for this area and all below
 * @param by           the name of the person
 * @param acknowledged by the code of the channel, since when it keeps to it; null: it has not said so yet
 */
@Schema(name = "Halt")
public record Halt(AreaCode area, List<Channel> channels, String reason, String by, OffsetDateTime at,
        Map<String, @Nullable OffsetDateTime> acknowledged) {
    /** Copies the channels. */
    public Halt {
        channels = List.copyOf(channels);
    }
}
