/** The push service: its application, its wiring and its settings. */
@NullMarked
package loa.push;

import org.jspecify.annotations.NullMarked;
