/** The load runs: each issues directives to many recipients and measures what becomes of them. */
@NullMarked
package loa.benchmarks.load;

import org.jspecify.annotations.NullMarked;
