/** Brings back what nobody works on: lost records, dead owners, what a halt parked, what expired. */
@NullMarked
package loa.delivery.upkeep;

import org.jspecify.annotations.NullMarked;
