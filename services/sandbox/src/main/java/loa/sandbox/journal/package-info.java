/** What the sandbox accepted, appended to disk before it answers, and compact indexes over it. */
@NullMarked
package loa.sandbox.journal;

import org.jspecify.annotations.NullMarked;
