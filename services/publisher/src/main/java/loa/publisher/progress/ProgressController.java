package loa.publisher.progress;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;

/** Progress over HTTP: once, or as it goes. */
@RestController
@Tag(name = "Directives")
class ProgressController {
    private final ProgressReader reader;
    private final ProgressStream stream;

    ProgressController(ProgressReader reader, ProgressStream stream) {
        this.reader = reader;
        this.stream = stream;
    }

    @Operation(summary = "How far a directive has come", description = "The newest revision that has gone out unless told. by=area adds the counts of each area. With Accept:"
            + " text/event-stream the same object as event progress, at once and on change, at most twice a second; event settled ends it.", responses = @ApiResponse(responseCode = "200", content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Progress.class)),
                    @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE)}))
    @GetMapping("/api/v1/directives/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/progress")
    ResponseEntity<Object> progress(Caller caller, @PathVariable String id, @RequestParam @Nullable String by,
            @RequestParam @Nullable Integer revision,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        if (by != null && !by.equals("area")) {
            throw ProblemException.invalid("?by", "unknown-value", Wording.of("by chỉ có thể là area.", "by can only be area."));
        }
        DirectiveId directive = DirectiveId.parse(id);
        ProgressStream.Look look = by == null ? asked -> reader.read(asked, revision) : asked -> reader.readByArea(asked, revision);
        if (accept != null && wantsEventStream(accept)) {
            return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(stream.open(directive, look, progress -> progress));
        }
        return ResponseEntity.ok(look.at(directive));
    }

    /** What cannot be read is no wish for events; whoever writes the answer refuses it. */
    private static boolean wantsEventStream(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
