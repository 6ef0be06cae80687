/** What the tests of push share: a schema of their own, directives, a tree of areas. */
@NullMarked
package loa.push;

import org.jspecify.annotations.NullMarked;
