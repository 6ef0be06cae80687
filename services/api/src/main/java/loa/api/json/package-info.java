/** JSON as the HTTP interfaces read and write it: strict, and with all faulty fields at once. */
@NullMarked
package loa.api.json;

import org.jspecify.annotations.NullMarked;
