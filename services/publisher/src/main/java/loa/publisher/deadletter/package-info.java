/** Refused records of all services: kept, shown, put back onto their topic or discarded, each with who, when and why. */
@NullMarked
package loa.publisher.deadletter;

import org.jspecify.annotations.NullMarked;
