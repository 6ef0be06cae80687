package loa.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import loa.api.access.AccessConfiguration;
import loa.api.idempotency.IdempotencyConfiguration;
import loa.api.imports.ImportConfiguration;
import loa.api.json.JsonConfiguration;
import loa.api.listing.ListingConfiguration;
import loa.api.openapi.OpenApiConfiguration;
import loa.api.problem.ProblemConfiguration;
import loa.api.spool.SpoolConfiguration;

/** Everything of this module; a service imports it and builds its security chain with {@code ApiSecurity}. */
@Configuration(proxyBeanMethods = false)
@Import({JsonConfiguration.class, ProblemConfiguration.class, AccessConfiguration.class, IdempotencyConfiguration.class,
        ListingConfiguration.class, ImportConfiguration.class, OpenApiConfiguration.class, SpoolConfiguration.class})
public class ApiConfiguration {}
