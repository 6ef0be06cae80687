/** Carries requests to providers, each one once, on an event loop; says of each that failed whether it may have reached the provider. */
@NullMarked
package loa.delivery.http;

import org.jspecify.annotations.NullMarked;
