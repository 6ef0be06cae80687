/** Everything outside our walls, for the demo and for tests: Kafka, PostgreSQL, providers, players. */
@NullMarked
package loa.sandbox;

import org.jspecify.annotations.NullMarked;
