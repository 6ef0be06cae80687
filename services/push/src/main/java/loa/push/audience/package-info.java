/** Whom a directive reaches by push: devices one by one in an emergency, the topics of its areas otherwise. */
@NullMarked
package loa.push.audience;

import org.jspecify.annotations.NullMarked;
