/** The devices that residents have subscribed: their tokens, areas and languages, and the calls by which apps change them. */
@NullMarked
package loa.push.device;

import org.jspecify.annotations.NullMarked;
