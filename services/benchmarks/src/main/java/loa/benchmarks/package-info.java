/** Measurements: JMH for what is done once per event or per delivery. Figures stand in docs/performance.md. */
@NullMarked
package loa.benchmarks;

import org.jspecify.annotations.NullMarked;
