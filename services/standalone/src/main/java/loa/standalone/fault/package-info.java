/** Fault runs: real processes, several of each, are killed, frozen and cut off under way, and what the provider saw is the judge. */
@NullMarked
package loa.standalone.fault;

import org.jspecify.annotations.NullMarked;
