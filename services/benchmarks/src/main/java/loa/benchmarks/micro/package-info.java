/** What single steps cost that are taken for each directive or each recipient. */
@NullMarked
package loa.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
