/** What the engine's tests share: a schema of their own, a channel of their own, a desk that signs. */
@NullMarked
package loa.delivery.support;

import org.jspecify.annotations.NullMarked;
