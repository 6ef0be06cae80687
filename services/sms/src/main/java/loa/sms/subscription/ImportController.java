package loa.sms.subscription;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.imports.ImportReport;
import loa.api.imports.ImportResource;
import loa.api.imports.Imports;
import loa.contract.Role;

/** Files of phone subscriptions. */
@RestController
final class ImportController {
    private static final String PATH = "/api/v1/sms/imports";

    private final ImportResource imports;

    ImportController(Imports imports, SubscriptionImporter importer) {
        this.imports = imports.resource(PATH, importer);
    }

    /** Takes a CSV file; each row stands for itself. */
    @PostMapping(SubscriptionController.PATH + ":import")
    ResponseEntity<ImportReport> start(Caller caller, HttpServletRequest request) throws IOException {
        Rights.require(caller, Role.DRAFTER, Role.OPERATOR);
        return imports.start(caller, request);
    }

    /** How an import stands. */
    @GetMapping(PATH + "/{id}")
    ImportReport report(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return imports.report(caller, id, request);
    }

    /** All faults of an import. */
    @GetMapping(PATH + "/{id}/faults.csv")
    void faults(Caller caller, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        imports.faultsFile(caller, id, request, response);
    }
}
