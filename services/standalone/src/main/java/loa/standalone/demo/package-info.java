/** The demo: sample data, a sample directive issued by two people through the public API, progress in the terminal, and the result. */
@NullMarked
package loa.standalone.demo;

import org.jspecify.annotations.NullMarked;
