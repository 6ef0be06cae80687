package loa.delivery.support;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the YAML file of every channel service says, with the variables that all services share. */
public abstract class SettingsContract {
    private final String service;
    private final int port;

    /**
     * The settings of one service.
     *
     * @param service its name, which its file and its role of the database have too
     * @param port    where it listens unless told
     */
    protected SettingsContract(String service, int port) {
        this.service = service;
        this.port = port;
    }

    @Test
    void listensOnLoopbackUnlessTold() throws IOException {
        assertThat(setting("server.port", Map.of())).isEqualTo(Integer.toString(port));
        assertThat(setting("server.address", Map.of())).isEqualTo("127.0.0.1");
        assertThat(setting("server.port", Map.of("LOA_HTTP_PORT", "9000"))).isEqualTo("9000");
        assertThat(setting("server.address", Map.of("LOA_BIND_ADDRESS", "0.0.0.0"))).isEqualTo("0.0.0.0");
    }

    @Test
    void theDatabaseIsNamedAsInAllServices() throws IOException {
        assertThat(setting("spring.datasource.url", Map.of("LOA_DATABASE_URL", "jdbc:postgresql://db/loa")))
                .isEqualTo("jdbc:postgresql://db/loa");
        assertThat(setting("spring.datasource.username", Map.of())).isEqualTo("loa_" + service);
    }

    private @Nullable String setting(String name, Map<String, Object> environment) throws IOException {
        var sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("environment", new HashMap<>(environment)));
        new YamlPropertySourceLoader().load(service, new ClassPathResource(service + ".yml")).forEach(sources::addLast);
        return new PropertySourcesPropertyResolver(sources).getProperty(name);
    }
}
