package loa.publisher.deadletter;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

import loa.contract.Ids;

/** Names a dead letter. Ids ascend in the order in which letters were taken. */
public record DeadLetterId(@JsonValue UUID value) {
    static DeadLetterId next() {
        return new DeadLetterId(Ids.next());
    }

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static DeadLetterId parse(String text) {
        return new DeadLetterId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
