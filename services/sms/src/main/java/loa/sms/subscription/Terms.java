package loa.sms.subscription;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;

/**
 * What a resident is subscribed to; replaced as a whole.
 *
 * @param areas 1..20, each once, in his order
 */
record Terms(List<AreaCode> areas, String language, Basis basis, @Nullable Consent consent) {
    static final int MOST_AREAS = 20;
    static final Basis DEFAULT_BASIS = Basis.STATE_FUNCTION;

    Terms {
        areas = List.copyOf(areas);
        if (areas.isEmpty() || areas.size() > MOST_AREAS) {
            throw new IllegalArgumentException("areas must be 1..20, but were " + areas.size());
        }
        if (basis == Basis.CONSENT && consent == null) {
            throw new IllegalArgumentException("basis consent needs a consent");
        }
    }
}
