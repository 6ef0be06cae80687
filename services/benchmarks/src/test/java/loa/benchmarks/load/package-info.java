/** Load runs in small: nothing about speed. */
@NullMarked
package loa.benchmarks.load;

import org.jspecify.annotations.NullMarked;
