/** Clients and topics of Kafka as the engine wants them. */
@NullMarked
package loa.delivery.kafka;

import org.jspecify.annotations.NullMarked;
