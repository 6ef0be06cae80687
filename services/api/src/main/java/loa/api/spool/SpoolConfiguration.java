package loa.api.spool;

import java.nio.file.Path;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers {@link Spool}, and lets the web server lay the parts of multipart bodies into it. */
@Configuration(proxyBeanMethods = false)
public class SpoolConfiguration {
    /** Below {@code loa.data-dir}; without one below the system's directory, told apart by service and by who runs it. */
    @Bean
    Spool spool(@Value("${loa.data-dir:}") String dataDirectory, @Value("${spring.application.name:loa}") String service) {
        return Spool.below(dataDirectory.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "loa-%s-%s".formatted(service, System.getProperty("user.name")))
                : Path.of(dataDirectory).toAbsolutePath().resolve("spool"));
    }

    @Bean
    MultipartConfigElement multipartConfig(Spool spool, ObjectProvider<MultipartProperties> configured) {
        MultipartProperties properties = configured.getIfAvailable(MultipartProperties::new);
        properties.setLocation(spool.directory().toString());
        return properties.createMultipartConfig();
    }
}
