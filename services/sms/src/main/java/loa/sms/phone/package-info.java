/** Vietnamese mobile numbers, read in all the forms that people write and shown masked; what goes there, and the wish to get no more. */
@NullMarked
package loa.sms.phone;

import org.jspecify.annotations.NullMarked;
