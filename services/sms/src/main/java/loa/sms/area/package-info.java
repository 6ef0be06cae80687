/** The areas as the desk tells them, and in which of them a caller has a say. */
@NullMarked
package loa.sms.area;

import org.jspecify.annotations.NullMarked;
