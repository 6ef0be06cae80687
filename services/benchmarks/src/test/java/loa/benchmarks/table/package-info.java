/** That medians are medians. */
@NullMarked
package loa.benchmarks.table;

import org.jspecify.annotations.NullMarked;
