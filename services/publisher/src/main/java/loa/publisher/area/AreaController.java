package loa.publisher.area;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.imports.ImportReport;
import loa.api.imports.ImportResource;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.contract.Role;

/** Areas over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Areas")
class AreaController {
    static final String IMPORTS = "/api/v1/areas/imports";

    private final Areas areas;
    private final ImportResource imports;
    private final Clock clock;

    AreaController(Areas areas, ImportResource areaImports, Clock clock) {
        this.areas = areas;
        this.imports = areaImports;
        this.clock = clock;
    }

    @Operation(summary = "Areas by code", description = "Without parent, q and type: the provinces. q is part of a name, an alias or a code,"
            + " whatever case and diacritics. at: the day on which they are valid, today unless told.")
    @GetMapping("/areas")
    Listing<AreaView> list(Caller caller, @RequestParam @Nullable String parent, @RequestParam @Nullable String q,
            @RequestParam @Nullable String type, @RequestParam @Nullable String at, PageRequest page) {
        AreaCode parentCode = parent == null || parent.isEmpty() ? null : code("?parent", parent);
        return areas.search(new AreaQuery(parentCode, q, type(type), day(at)), page).map(AreaView::inList);
    }

    @Operation(summary = "An area with its path")
    @GetMapping("/areas/{code}")
    AreaView get(Caller caller, @PathVariable String code, @RequestParam @Nullable String at) {
        if (!AreaCode.isWellFormed(code)) {
            throw unknown(code);
        }
        return areas.find(new AreaCode(code), day(at)).map(AreaView::of).orElseThrow(() -> unknown(code));
    }

    @Operation(summary = "Imports areas", description = "text/csv with the columns code,parent_code,type,name,valid_from and perhaps"
            + " valid_to,aliases (with | between). All rows or none. Role: administrator.", requestBody = @RequestBody(required = true, content = {
                    @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                    @Content(mediaType = "multipart/form-data", schema = @Schema(type = "object"))}))
    @PostMapping("/areas:import")
    ResponseEntity<ImportReport> start(Caller caller, HttpServletRequest request) throws IOException {
        Rights.require(caller, Role.ADMINISTRATOR);
        Rights.requireArea(caller, List.of());
        return imports.start(caller, request);
    }

    @Operation(summary = "How an import of areas stands")
    @GetMapping("/areas/imports/{id}")
    ImportReport report(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return imports.report(caller, id, request);
    }

    @Operation(summary = "All faults of an import as CSV")
    @GetMapping("/areas/imports/{id}/faults.csv")
    void faults(Caller caller, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        imports.faultsFile(caller, id, request, response);
    }

    private static AreaCode code(String pointer, String text) {
        if (AreaCode.isWellFormed(text)) {
            return new AreaCode(text);
        }
        throw ProblemException.invalid(pointer, "unknown-area", Wording.of("Không có địa bàn %s.", "There is no area %s.", text));
    }

    private static @Nullable AreaType type(@Nullable String code) {
        try {
            return code == null || code.isEmpty() ? null : AreaType.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("?type", "unknown-type",
                    Wording.of("Không có loại địa bàn %s.", "There is no type of area %s.", String.valueOf(code)));
        }
    }

    private LocalDate day(@Nullable String at) {
        try {
            return at == null || at.isEmpty() ? LocalDate.now(clock) : LocalDate.parse(at);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("?at", "invalid-day",
                    Wording.of("Ngày không hợp lệ: %s.", "The day is not valid: %s.", String.valueOf(at)));
        }
    }

    private static ProblemException unknown(String code) {
        return ProblemException.notFound(Wording.of("Không có địa bàn %s.", "There is no area %s.", code));
    }
}
