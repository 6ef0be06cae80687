/** In which areas a caller has a say. */
@NullMarked
package loa.sms.area;

import org.jspecify.annotations.NullMarked;
