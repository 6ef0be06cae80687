package loa.loudspeaker.plan;

/** What became of a directive at a station. */
public sealed interface Placing {
    /** All its plays stand in the playlist. */
    record Placed() implements Placing {}

    /** It has no place, or not enough. */
    record Refused(Reason reason) implements Placing {}
}
