/** Loa as a load run sees it: a process that is started, people who are loaded into it, and its public API. */
@NullMarked
package loa.benchmarks.product;

import org.jspecify.annotations.NullMarked;
