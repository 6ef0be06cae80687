/** What a channel knows of the desk: the areas and the keys, as the desk tells them on compacted topics. */
@NullMarked
package loa.delivery.desk;

import org.jspecify.annotations.NullMarked;
