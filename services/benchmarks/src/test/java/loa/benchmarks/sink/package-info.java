/** What the sink counts, and that it speaks what the clients speak. */
@NullMarked
package loa.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
