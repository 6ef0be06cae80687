package loa.api.spool;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import jakarta.servlet.MultipartConfigElement;
import org.junit.jupiter.api.Test;

import loa.api.SampleService;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolEndToEndTest {
    @Test
    void aFileWhoseImportCannotEvenStartDoesNotStay() throws IOException {
        try (SampleService service = SampleService.withoutDatabase()) {
            Path spool = service.bean(Spool.class).directory();
            assertThat(service.bean(MultipartConfigElement.class).getLocation()).isEqualTo(spool.toString());

            assertThat(service.send(service.request("/api/v1/things:import").header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofString("number,name\n2,a\n"))).statusCode()).isEqualTo(503);

            try (Stream<Path> left = Files.list(spool)) {
                assertThat(left.map(path -> path.getFileName().toString())).containsExactly("lock");
            }
        }
    }
}
