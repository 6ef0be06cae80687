/** The OpenAPI document of a service, at {@code /v3/api-docs}. */
@NullMarked
package loa.api.openapi;

import org.jspecify.annotations.NullMarked;
