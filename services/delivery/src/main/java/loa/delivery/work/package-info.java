/** Work records: what planning cuts, the topics carry and the lanes claim. */
@NullMarked
package loa.delivery.work;

import org.jspecify.annotations.NullMarked;
