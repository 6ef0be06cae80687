/** Fault runs: real processes, several of each, killed, frozen and cut off while directives are under way; what the provider saw is the judge. */
@NullMarked
package loa.standalone.fault;

import org.jspecify.annotations.NullMarked;
