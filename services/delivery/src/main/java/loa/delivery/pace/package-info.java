/** Decides whose turn it is to send, and when to try again; pure logic. */
@NullMarked
package loa.delivery.pace;

import org.jspecify.annotations.NullMarked;
