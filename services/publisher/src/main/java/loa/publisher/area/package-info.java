/** Administrative and residential areas: the tree, its import, its search, and what of it is told to the channels. */
@NullMarked
package loa.publisher.area;

import org.jspecify.annotations.NullMarked;
