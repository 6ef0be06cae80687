/** Imports of CSV files: a row stands for itself or for the whole, the work is done in the background, every fault is reported. */
@NullMarked
package loa.api.imports;

import org.jspecify.annotations.NullMarked;
