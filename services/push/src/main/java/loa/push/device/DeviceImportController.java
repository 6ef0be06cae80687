package loa.push.device;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.imports.ImportReport;
import loa.api.imports.ImportResource;
import loa.api.imports.Imports;
import loa.contract.Role;
import loa.delivery.desk.AreaLookup;

/** Files of devices, for an administrator who brings them over from another system. */
@RestController
@RequestMapping("/api/v1/push")
public class DeviceImportController {
    private final ImportResource imports;

    DeviceImportController(Imports imports, DeviceStore devices, AreaLookup areas) {
        this.imports = imports.resource("/api/v1/push/imports", new DeviceImporter(devices, areas));
    }

    /** Starts an import of the file in the body, in the background. */
    @PostMapping("/devices:import")
    ResponseEntity<ImportReport> start(Caller caller, HttpServletRequest request) throws IOException {
        Rights.require(caller, Role.ADMINISTRATOR);
        // A file may name any area, so an administrator of some areas only cannot send one.
        Rights.requireArea(caller, List.of());
        return imports.start(caller, request);
    }

    /** How an import stands. */
    @GetMapping("/imports/{id}")
    ImportReport report(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return imports.report(caller, id, request);
    }

    /** All faulty rows of an import. */
    @GetMapping("/imports/{id}/faults.csv")
    void faults(Caller caller, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        imports.faultsFile(caller, id, request, response);
    }
}
