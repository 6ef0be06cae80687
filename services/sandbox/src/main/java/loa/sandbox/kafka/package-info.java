/** A real Kafka: one KRaft node that is broker and controller. */
@NullMarked
package loa.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
