/** The engine's decisions over a model of everything outside them, stepped one at a time in an order that a seed chooses. */
package loa.delivery.simulation;
