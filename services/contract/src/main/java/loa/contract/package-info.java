/** What crosses Kafka between the desk and the channels: events, their JSON, their signatures, the topics. */
@NullMarked
package loa.contract;

import org.jspecify.annotations.NullMarked;
