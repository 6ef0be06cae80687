package loa.push;

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

/** What stands in push.yml, with the variables that all services share. */
class PushSettingsTest {
    @Test
    void listensOnLoopbackUnlessTold() throws IOException {
        assertThat(setting("server.port", Map.of())).isEqualTo("8082");
        assertThat(setting("server.address", Map.of())).isEqualTo("127.0.0.1");
        assertThat(setting("server.port", Map.of("LOA_HTTP_PORT", "9000"))).isEqualTo("9000");
        assertThat(setting("server.address", Map.of("LOA_BIND_ADDRESS", "0.0.0.0"))).isEqualTo("0.0.0.0");
    }

    @Test
    void theDatabaseIsNamedAsInAllServices() throws IOException {
        assertThat(setting("spring.datasource.url", Map.of("LOA_DATABASE_URL", "jdbc:postgresql://db/loa")))
                .isEqualTo("jdbc:postgresql://db/loa");
        assertThat(setting("spring.datasource.username", Map.of())).isEqualTo("loa_push");
    }

    private static @Nullable String setting(String name, Map<String, Object> environment) throws IOException {
        var sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("environment", new HashMap<>(environment)));
        new YamlPropertySourceLoader().load("push", new ClassPathResource("push.yml")).forEach(sources::addLast);
        return new PropertySourcesPropertyResolver(sources).getProperty(name);
    }
}
