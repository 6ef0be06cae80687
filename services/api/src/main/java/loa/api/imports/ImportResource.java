package loa.api.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.Language;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.LoaJson;
import loa.contract.Role;

/**
 * The imports of one kind as an HTTP resource, for a controller to lean on. An import is shown to the one who started it and to
 * administrators: its faults quote the file.
 */
public final class ImportResource {
    private static final int FIRST_FAULTS = 100;
    private static final int PAGE = 1_000;

    private final ImportJobs jobs;
    private final ImportStore store;
    private final RowImporter importer;
    private final String path;
    private final Upload upload;

    ImportResource(ImportJobs jobs, ImportStore store, Upload upload, RowImporter importer, String path) {
        this.jobs = jobs;
        this.store = store;
        this.upload = upload;
        this.importer = importer;
        this.path = path;
    }

    /** Receives the file and starts: 202 with the place of the import. Whether the caller may is asked by the controller before. */
    public ResponseEntity<ImportReport> start(Caller caller, HttpServletRequest request) throws IOException {
        ImportId id = jobs.start(importer, caller, upload.receive(request));
        return ResponseEntity.accepted().location(URI.create(path + "/" + id)).body(report(caller, id.value(), request));
    }

    /** How the import stands. */
    public ImportReport report(Caller caller, UUID id, HttpServletRequest request) {
        ImportStore.Job job = find(caller, id);
        Language language = Language.of(request);
        List<ImportReport.Fault> faults = store.faults(job.id(), 0, FIRST_FAULTS).stream().map(f -> shown(f.fault(), language)).toList();
        Wording reason = job.reason();
        return new ImportReport(job.id(), job.state(), reason == null ? null : reason.in(language), job.rows(), job.added(), job.changed(),
                job.unchanged(), job.merged(), job.skipped(), job.faulty(), local(job.startedAt()),
                job.endedAt() == null ? null : local(job.endedAt()), faults, path + "/" + id + "/faults.csv");
    }

    /** Writes all faults as CSV, in the order in which they were found. */
    public void faultsFile(Caller caller, UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ImportStore.Job job = find(caller, id);
        Language language = Language.of(request);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=\"faults.csv\"");
        PrintWriter writer = response.getWriter();
        var printer = new CSVPrinter(writer, CSVFormat.RFC4180.builder().setHeader("line", "column", "code", "detail").get());
        List<ImportStore.NumberedFault> page = store.faults(job.id(), 0, PAGE);
        while (!page.isEmpty()) {
            for (ImportStore.NumberedFault numbered : page) {
                RowFault fault = numbered.fault();
                printer.printRecord(fault.line(), harmless(fault.column()), fault.code(), harmless(fault.detail().in(language)));
            }
            page = store.faults(job.id(), page.getLast().number(), PAGE);
        }
        printer.flush();
    }

    private ImportStore.Job find(Caller caller, UUID id) {
        ImportStore.Job job = store.find(importer.kind(), new ImportId(id))
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có lần nhập %s.", "There is no import %s.", id)));
        if (!job.holder().equals(caller.holder())) {
            Rights.require(caller, Role.ADMINISTRATOR);
        }
        return job;
    }

    private static ImportReport.Fault shown(RowFault fault, Language language) {
        return new ImportReport.Fault(fault.line(), fault.column(), fault.code(), fault.detail().in(language));
    }

    private static OffsetDateTime local(OffsetDateTime time) {
        return time.withOffsetSameInstant(LoaJson.OFFSET);
    }

    /**
     * A cell that no spreadsheet takes for a formula: the file quotes what a stranger wrote.
     * Source: https://owasp.org/www-community/attacks/CSV_Injection
     */
    private static @Nullable String harmless(@Nullable String cell) {
        return cell != null && !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
