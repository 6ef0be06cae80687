/** Lists in pages: how many at once, where the next page starts. */
@NullMarked
package loa.api.listing;

import org.jspecify.annotations.NullMarked;
