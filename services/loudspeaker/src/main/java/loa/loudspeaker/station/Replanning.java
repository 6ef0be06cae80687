package loa.loudspeaker.station;

/** Whoever has to know that a station may now speak at other times. */
@FunctionalInterface
public interface Replanning {
    /** The rules of the station changed; its plan follows them when this returns, within the transaction of the caller if there is one. */
    void rulesChanged(StationId station);
}
