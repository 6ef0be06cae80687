package loa.standalone.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * One service as a complete context of its own that answers requests without a web server of its own: the same beans as in its own
 * process, but the router calls its filters and its dispatcher.
 */
final class ServiceContext implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final DispatcherServlet dispatcher;
    private final List<Filter> filters;

    private ServiceContext(ConfigurableApplicationContext context, DispatcherServlet dispatcher, List<Filter> filters) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.filters = filters;
    }

    /** Starts the service with these properties above those of its own configuration file. Returns when it is ready. */
    static ServiceContext start(Service service, Map<String, Object> properties, ServletConfig servlet, PrometheusMeterRegistry meters)
            throws ServletException {
        SpringApplication application = new SpringApplicationBuilder(service.application()).bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false).logStartupInfo(false).properties(Map.of("spring.config.name", service.label()))
                .contextFactory(type -> withoutServer(servlet)).initializers(started -> {
                    started.getBeanFactory().registerSingleton("prometheusMeterRegistry", meters);
                    started.getEnvironment().getPropertySources()
                            .addFirst(new org.springframework.core.env.MapPropertySource("standalone", properties));
                }).build();
        ConfigurableApplicationContext context = application.run();
        DispatcherServlet dispatcher = context.getBean(DispatcherServlet.class);
        dispatcher.init(servlet);
        return new ServiceContext(context, dispatcher, filtersOf(context));
    }

    void handle(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        new Chain(0).doFilter(request, response);
    }

    HealthDescriptor health() {
        return context.getBean(HealthEndpoint.class).health();
    }

    @Override
    public void close() {
        context.close();
    }

    private static ConfigurableApplicationContext withoutServer(ServletConfig servlet) {
        var context = new AnnotationConfigServletWebApplicationContext();
        context.setServletContext(servlet.getServletContext());
        return context;
    }

    /** In the order in which Boot would register them. */
    private static List<Filter> filtersOf(ConfigurableApplicationContext context) {
        List<Object> found = new ArrayList<>(context.getBeansOfType(FilterRegistrationBean.class).values());
        found.addAll(context.getBeansOfType(Filter.class).values());
        AnnotationAwareOrderComparator.sort(found);
        List<Filter> filters = new ArrayList<>();
        for (Object candidate : found) {
            Filter filter = candidate instanceof FilterRegistrationBean<?> bean ? bean.getFilter() : (Filter) candidate;
            boolean enabled = !(candidate instanceof FilterRegistrationBean<?> bean) || bean.isEnabled();
            if (filter != null && enabled && !filters.contains(filter)) {
                filters.add(filter);
            }
        }
        return List.copyOf(filters);
    }

    /** The filters one after the other, then the dispatcher. */
    private final class Chain implements FilterChain {
        private final int next;

        Chain(int next) {
            this.next = next;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            if (next == filters.size()) {
                dispatcher.service(request, response);
                return;
            }
            filters.get(next).doFilter(request, response, new Chain(next + 1));
        }
    }
}
