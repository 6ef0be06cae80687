package loa.delivery.work;

import loa.contract.BulletinClass;

/**
 * Puts work records on their lane's topic and remembers where the broker stored them. What fails is not tried again here: the record
 * stands in its table without an offset, and upkeep produces it again. Thread-safe.
 */
public interface WorkTopic {
    /** Hands a record over; returns before the broker has it. */
    void produce(BulletinClass lane, WorkRecord record);

    /** Writes down what the broker has acknowledged so far. */
    void noteAcknowledged();

    /** Waits until the broker has answered for everything handed over, then writes it down. */
    void flush();
}
