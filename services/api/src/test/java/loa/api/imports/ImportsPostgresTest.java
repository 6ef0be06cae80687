package loa.api.imports;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import loa.api.SampleApplication;
import loa.api.SampleImporter;
import loa.api.SampleService;
import loa.api.access.Caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ImportsPostgresTest {
    private static SampleService service;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        service = SampleService.withDatabase();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void goodRowsAreTakenAndFaultyOnesReported() {
        HttpResponse<String> accepted = service.send(csv("number,name\n2,a\n3,b\n2,c\n\n4,d,e,f\n"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode report = ended(accepted);
        assertThat(report.get("state").asString()).isEqualTo("done");
        assertThat(report.get("rows").asInt()).isEqualTo(4);
        assertThat(report.get("added").asInt()).isEqualTo(1);
        assertThat(report.get("merged").asInt()).isEqualTo(1);
        assertThat(report.get("faulty").asInt()).isEqualTo(2);
        assertThat(report.get("endedAt").asString()).endsWith("+07:00");
        assertThat(report.get("faults")).extracting(f -> f.get("line").asInt()).containsExactlyInAnyOrder(3, 6);
        assertThat(report.get("faults")).anySatisfy(f -> {
            assertThat(f.get("column").asString()).isEqualTo("number");
            assertThat(f.get("code").asString()).isEqualTo("odd");
            assertThat(f.get("detail").asString()).isEqualTo("3: không phải số chẵn.");
        });
    }

    @Test
    void theFileMayComeAsAFieldOfAForm() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                + "number,name\n2,a\n\r\n--x--\r\n";
        HttpRequest.Builder form = service.request("/api/v1/things:import").header("Content-Type", "multipart/form-data; boundary=x");
        assertThat(ended(service.send(form.POST(HttpRequest.BodyPublishers.ofString(body)))).get("added").asInt()).isEqualTo(1);
        HttpResponse<String> again = service.send(form.header("Idempotency-Key", "form"));
        HttpResponse<String> replayed = service.send(form);
        assertThat(replayed.headers().firstValue("Location")).isPresent().isEqualTo(again.headers().firstValue("Location"));
        assertThat(service.send(form.copy().POST(HttpRequest.BodyPublishers.ofString(body.replace("2,a", "4,a")))).statusCode())
                .isEqualTo(422);
        assertThat(service.send(service.request("/api/v1/things:import").header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace("name=\"file\"", "name=\"other\"")))).statusCode()).isEqualTo(422);
    }

    @Test
    void theFirstHundredFaultsAreShownAndAllAreInTheFile() {
        JsonNode report = ended(service.send(csv("number,name\n" + "=1+1,x\n".repeat(2_500))));
        assertThat(report.get("faulty").asInt()).isEqualTo(2_500);
        assertThat(report.get("faults")).hasSize(100);
        HttpResponse<String> file = service
                .send(service.request(report.get("faultsFile").asString()).header("Accept-Language", "en"));
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(2_501).startsWith("line,column,code,detail", "2,number,odd,'=1+1: is not even.");
        assertThat(lines.getLast()).startsWith("2501,");
    }

    @Test
    void ofAnUnreadableFileNothingIsStored() {
        JsonNode report = ended(service.send(csv("number,name\n" + "2,a\n".repeat(3_000) + "4,\"open\n")));
        assertThat(report.get("state").asString()).isEqualTo("failed");
        assertThat(report.get("rows").asInt()).isZero();
        assertThat(report.get("reason").asString()).contains("dòng 3002");
        report = ended(service.send(csv("name,nubmer\n")));
        assertThat(report.get("state").asString()).isEqualTo("failed");
        assertThat(report.get("faults")).extracting(f -> f.get("code").asString()).containsExactly("unknown-column", "missing-column");
    }

    @Test
    void anImporterThatFailsEndsTheImportWithoutItsWords() {
        JsonNode report = ended(service.send(csv("number,name\n" + "2,a\n".repeat(1_000) + "crash,b\n")));
        assertThat(report.get("state").asString()).isEqualTo("failed");
        assertThat(report.get("rows").asInt()).isEqualTo(1_000);
        assertThat(report.toString()).doesNotContain("0912345678");
    }

    @Test
    void othersDoNotSeeTheImport() {
        String place = service.send(csv("number,name\n2,a\n")).headers().firstValue("Location").orElseThrow();
        HttpRequest.Builder other = service.anonymous(place).header("Authorization",
                "Bearer " + SampleApplication.OPERATOR_KEY.value());
        assertThat(service.send(other).statusCode()).isEqualTo(403);
        assertThat(service.send(service.request("/api/v1/imports/" + UUID.randomUUID())).statusCode()).isEqualTo(404);
    }

    @Test
    void otherTypesAreRefused() {
        for (String type : List.of("application/json", "text/csv; charset=windows-1252", "nonsense")) {
            assertThat(service.send(service.request("/api/v1/things:import").header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("number,name\n"))).statusCode()).as(type).isEqualTo(415);
        }
    }

    @Test
    void wholeOrNothingStoresNothingWhenARowIsFaulty() throws Exception {
        ImportStore store = store(FaultSeal.NONE);
        ImportStore.Job job = runWhole(store, "number,name\n2,a\n3,b\n");
        assertThat(job.state()).isEqualTo("failed");
        assertThat(job.added()).isZero();
        assertThat(job.faulty()).isEqualTo(1);
        assertThat(store.faults(job.id(), 0, 10)).hasSize(1);
        assertThat(runWhole(store, "number,name\n2,a\n4,b\n").added()).isEqualTo(2);
    }

    @Test
    void whatIsInterruptedIsFoundAsFailed() {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        Instant now = Instant.now();
        ImportId id = ImportId.next();
        new ImportStore(jdbc, FaultSeal.NONE, Clock.fixed(now.minusSeconds(31), ZoneOffset.UTC)).insert(id, "things", "someone");
        assertThat(new ImportStore(jdbc, FaultSeal.NONE, Clock.fixed(now.minusSeconds(5), ZoneOffset.UTC)).find("things", id))
                .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo("running"));
        assertThat(new ImportStore(jdbc, FaultSeal.NONE, Clock.fixed(now, ZoneOffset.UTC)).find("things", id))
                .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo("failed"));
        assertThat(store(FaultSeal.NONE).find("others", id)).isEmpty();
    }

    @Test
    void detailsAreStoredSealed() throws Exception {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        ImportStore store = store(new FaultSeal() {
            @Override
            public byte[] seal(String text) {
                return new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String open(byte[] sealed) {
                return new StringBuilder(new String(sealed, StandardCharsets.UTF_8)).reverse().toString();
            }
        });
        ImportStore.Job job = runWhole(store, "number,name\n1234567,a\n");
        assertThat(store.faults(job.id(), 0, 1).getFirst().fault().detail().en()).isEqualTo("1234567: is not even.");
        byte[] detail = jdbc.sql("SELECT detail FROM import_fault WHERE import = ?").param(job.id().value()).query(byte[].class).single();
        assertThat(new String(detail, StandardCharsets.UTF_8)).contains("7654321").doesNotContain("1234567");
    }

    private ImportStore.Job runWhole(ImportStore store, String csv) throws Exception {
        var caller = new Caller("someone", "Someone", Set.of(), null);
        Path file = Files.writeString(Files.createTempFile(directory, "a", ".csv"), csv);
        try (var jobs = new ImportJobs(store, service.bean(TransactionTemplate.class), "test")) {
            ImportId id = jobs.start(new SampleImporter(RowImporter.Extent.ALL_OR_NOTHING), caller, file);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !store.find("things", id).orElseThrow().state().equals("running") && !Files.exists(file));
            return store.find("things", id).orElseThrow();
        }
    }

    private static ImportStore store(FaultSeal seal) {
        return new ImportStore(service.bean(JdbcClient.class), seal, Clock.systemUTC());
    }

    private static HttpRequest.Builder csv(String text) {
        return service.request("/api/v1/things:import").header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(text));
    }

    private static JsonNode ended(HttpResponse<String> accepted) {
        String place = accepted.headers().firstValue("Location").orElseThrow();
        return await().atMost(Duration.ofSeconds(30)).until(() -> SampleService.json(service.send(service.request(place))),
                report -> !report.get("state").asString().equals("running"));
    }
}
