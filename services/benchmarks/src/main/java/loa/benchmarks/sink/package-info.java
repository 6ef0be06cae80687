/** The provider of the load runs: takes texts and pushes as fast as a small process can, and counts them. */
@NullMarked
package loa.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
