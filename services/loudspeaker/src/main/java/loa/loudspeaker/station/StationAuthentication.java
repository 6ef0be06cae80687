package loa.loudspeaker.station;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A station that has proven which one it is, for Spring Security. It has no roles: what it may do is about itself alone. */
final class StationAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient StationKeys.Holder station;

    StationAuthentication(StationKeys.Holder station) {
        super(List.of());
        this.station = station;
        super.setAuthenticated(true);
    }

    @Override
    public StationKeys.Holder getPrincipal() {
        return station;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return "station:" + station.code();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StationAuthentication that && station.equals(that.station);
    }

    @Override
    public int hashCode() {
        return station.hashCode();
    }
}
