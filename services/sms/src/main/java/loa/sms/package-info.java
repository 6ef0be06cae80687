/** The SMS service: how its parts are put together. */
@NullMarked
package loa.sms;

import org.jspecify.annotations.NullMarked;
