/** Transactions and named parameters over JDBC, and nothing about deliveries. */
@NullMarked
package loa.delivery.postgres;

import org.jspecify.annotations.NullMarked;
