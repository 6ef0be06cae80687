/** Takes the desk's events: checked, remembered, stored once. */
@NullMarked
package loa.delivery.intake;

import org.jspecify.annotations.NullMarked;
