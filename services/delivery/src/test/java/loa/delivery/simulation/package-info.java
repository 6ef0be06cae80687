/** The engine's decisions over a model of everything outside them, stepped one at a time in an order that a seed chooses. */
@NullMarked
package loa.delivery.simulation;

import org.jspecify.annotations.NullMarked;
