package loa.delivery;

import java.util.UUID;

/** Names one delivery: one revision of a directive to one recipient. Known before the first attempt, so that a receipt can carry it. */
public record DeliveryId(UUID value) {
    /**
     * The id that this text stands for.
     *
     * @throws IllegalArgumentException when it is no UUID
     */
    public static DeliveryId parse(String text) {
        return new DeliveryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
