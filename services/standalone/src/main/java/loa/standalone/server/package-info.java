/** One web server in front of four service contexts: which path is whose, one health, one set of metrics (ADR 1). */
@NullMarked
package loa.standalone.server;

import org.jspecify.annotations.NullMarked;
