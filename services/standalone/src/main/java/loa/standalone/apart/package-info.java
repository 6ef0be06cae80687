/** The four services as four processes of their own, each with its own configuration, keys and port. */
@NullMarked
package loa.standalone.apart;

import org.jspecify.annotations.NullMarked;
