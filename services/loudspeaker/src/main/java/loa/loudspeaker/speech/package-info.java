/** From the text of a bulletin to a clip: normalised, spoken, levelled, encoded, kept under the hash of its bytes. */
@NullMarked
package loa.loudspeaker.speech;

import org.jspecify.annotations.NullMarked;
