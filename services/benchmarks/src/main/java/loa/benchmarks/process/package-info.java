/** The processes of a load run, and what the system says about them: time of the processors, memory. Linux alone. */
@NullMarked
package loa.benchmarks.process;

import org.jspecify.annotations.NullMarked;
