package loa.contract;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one directive through all its revisions. */
public record DirectiveId(@JsonValue UUID value) {
    /** Wraps a UUID. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DirectiveId {
    }

    /** A new one: UUID version 7, so that ids sort by the time they were made. */
    public static DirectiveId next() {
        return new DirectiveId(Ids.next());
    }

    /**
     * The id that this text stands for.
     *
     * @throws IllegalArgumentException when it is no UUID
     */
    public static DirectiveId parse(String text) {
        return new DirectiveId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
