/** What the sandbox keeps on disk for itself: secrets that only their owner reads, locks, ports. */
@NullMarked
package loa.sandbox.files;

import org.jspecify.annotations.NullMarked;
