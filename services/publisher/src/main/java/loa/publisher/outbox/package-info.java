/** What is to stand on Kafka: written in the transaction that decided it, relayed in order per key, sent again until acknowledged. */
@NullMarked
package loa.publisher.outbox;

import org.jspecify.annotations.NullMarked;
