package loa.api;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.imports.ImportReport;
import loa.api.imports.ImportResource;
import loa.api.imports.Imports;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Role;

/** One route for each thing that can happen. */
@RestController
public class SampleController {
    /** How often a thing was made. */
    public static final AtomicInteger MADE = new AtomicInteger();
    /** Where the slow route waits. */
    public static volatile CountDownLatch slow = new CountDownLatch(0);
    /** Counted down when the slow route has begun. */
    public static volatile CountDownLatch begun = new CountDownLatch(0);

    private final ImportResource imports;

    SampleController(Imports imports) {
        this.imports = imports.resource("/api/v1/imports", SampleImporter.EACH_ROW);
    }

    /** A body. */
    public record Thing(String name, @Nullable BulletinClass bulletinClass, @Nullable List<AreaCode> areas,
            @Nullable OffsetDateTime expires, @Nullable Integer repeats, @Nullable Part part, boolean exercise) {}

    /** A part of a body. */
    public record Part(String text) {}

    @PostMapping("/api/v1/things")
    ResponseEntity<Map<String, Object>> make(@RequestBody Thing thing) {
        int number = MADE.incrementAndGet();
        return ResponseEntity.created(URI.create("/api/v1/things/" + number)).eTag("\"1\"")
                .body(Map.of("number", number, "name", thing.name()));
    }

    @PostMapping("/api/v1/echo")
    Thing echo(@RequestBody Thing thing) {
        return thing;
    }

    @PostMapping("/api/v1/slow")
    Map<String, Integer> slow() throws InterruptedException {
        begun.countDown();
        slow.await();
        return Map.of("number", MADE.incrementAndGet());
    }

    @PostMapping("/api/v1/later")
    Callable<Map<String, Integer>> later() {
        return () -> Map.of("number", MADE.incrementAndGet());
    }

    @PostMapping("/api/v1/failing")
    void failing(@RequestParam String how) {
        MADE.incrementAndGet();
        switch (how) {
            case "bug" -> throw new IllegalStateException("secret 0912345678");
            case "state" -> throw ProblemException.wrongState("issued");
            case "values" -> throw new DataIntegrityViolationException("secret 0912345678",
                    new SQLException("invalid byte sequence", "22021"));
            case "commit" -> throw new TransactionSystemException("secret 0912345678");
            case "many" -> throw ProblemException.tooMany(Duration.ofMillis(1500));
            default -> throw ProblemException.unavailable(how);
        }
    }

    @GetMapping("/api/v1/things/{id}")
    UUID get(@PathVariable UUID id) {
        return id;
    }

    @PutMapping("/api/v1/things/{id}")
    UUID put(@PathVariable UUID id, @RequestHeader("If-Match") String version) {
        return id;
    }

    @GetMapping("/api/v1/things")
    Listing<Integer> list(PageRequest page, @RequestParam(required = false) @Nullable BulletinClass lane) {
        int from = page.after(Integer::parseInt).orElse(0);
        return Listing.of(IntStream.rangeClosed(from + 1, 120).limit(page.fetch()).boxed().toList(), page, String::valueOf);
    }

    @GetMapping("/api/v1/me")
    Caller me(Caller caller) {
        return caller;
    }

    @GetMapping("/api/v1/approvers")
    void approvers(Caller caller) {
        Rights.require(caller, Role.APPROVER);
    }

    @GetMapping("/open/greeting")
    String greeting(@Nullable Caller caller) {
        return caller == null ? "nobody" : caller.name();
    }

    @GetMapping("/open/mine")
    String mine(Caller caller) {
        return caller.name();
    }

    @PostMapping("/api/v1/things:import")
    ResponseEntity<ImportReport> start(Caller caller, HttpServletRequest request) throws IOException {
        return imports.start(caller, request);
    }

    @GetMapping("/api/v1/imports/{id}")
    ImportReport report(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return imports.report(caller, id, request);
    }

    @GetMapping("/api/v1/imports/{id}/faults.csv")
    void faults(Caller caller, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        imports.faultsFile(caller, id, request, response);
    }

    /** So that a status without a body is answered too. */
    @PostMapping("/api/v1/nothing")
    ResponseEntity<Void> nothing() {
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
}
