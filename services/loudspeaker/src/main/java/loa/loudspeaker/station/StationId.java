package loa.loudspeaker.station;

import java.util.UUID;

/** Names a station within Loa, also when its code is no longer at hand; the recipient id of the channel. */
public record StationId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
