/** The page that shows phones, apps and loudspeakers receiving. */
@NullMarked
package loa.sandbox.page;

import org.jspecify.annotations.NullMarked;
