package loa.publisher.directive;

import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.contract.DirectiveId;

/** Directives over HTTP: the way they go. */
@RestController
@RequestMapping("/api/v1/directives")
@Tag(name = "Directives")
class DirectiveActsController {
    private final Approval approval;
    private final Issuing issuing;
    private final Amending amending;

    DirectiveActsController(Approval approval, Issuing issuing, Amending amending) {
        this.approval = approval;
        this.issuing = issuing;
        this.amending = amending;
    }

    /** Nothing, or {@code {}}: whoever sends more expects something that does not happen. */
    record NoBody() {}

    /** Why. */
    @Schema(name = "Reason")
    record ReasonBody(@Schema(minLength = 1, maxLength = 1_000, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    @Operation(summary = "Lays it before an approver", description = "From draft or returned; 422 with everything that is missing. Role: drafter.")
    @PostMapping(DirectiveController.ID + ":submit")
    ResponseEntity<DirectiveView> submit(Caller caller, @PathVariable String id,
            @Parameter(hidden = true) @RequestBody(required = false) @Nullable NoBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request,
                () -> approval.submit(caller, DirectiveId.parse(id), ExpectedVersion.ofHeader(ifMatch)));
    }

    @Operation(summary = "Gives it back to the drafter", description = "From submitted. Role: approver.")
    @PostMapping(DirectiveController.ID + ":return")
    ResponseEntity<DirectiveView> giveBack(Caller caller, @PathVariable String id, @RequestBody ReasonBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request, () -> approval.giveBack(caller, DirectiveId.parse(id),
                ExpectedVersion.ofHeader(ifMatch), Reason.of(body.reason())));
    }

    @Operation(summary = "Approves it", description = "From submitted; needs If-Match; 403 for whoever drafted or changed it. Role: approver.")
    @PostMapping(DirectiveController.ID + ":approve")
    ResponseEntity<DirectiveView> approve(Caller caller, @PathVariable String id,
            @Parameter(hidden = true) @RequestBody(required = false) @Nullable NoBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request,
                () -> approval.approve(caller, DirectiveId.parse(id), ExpectedVersion.ofHeader(ifMatch)));
    }

    @Operation(summary = "Issues it", description = "From approved; scheduled when effective lies ahead. 200 means stored durably. Role: approver.")
    @PostMapping(DirectiveController.ID + ":issue")
    ResponseEntity<DirectiveView> issue(Caller caller, @PathVariable String id,
            @Parameter(hidden = true) @RequestBody(required = false) @Nullable NoBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request,
                () -> issuing.issue(caller, DirectiveId.parse(id), ExpectedVersion.ofHeader(ifMatch)));
    }

    @Operation(summary = "Cancels it", description = "From approved, scheduled or issued: what has not been sent is not sent, and an open amendment"
            + " ends with it. Role: approver.")
    @PostMapping(DirectiveController.ID + ":cancel")
    ResponseEntity<DirectiveView> cancel(Caller caller, @PathVariable String id, @RequestBody ReasonBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request, () -> issuing.cancel(caller, DirectiveId.parse(id),
                ExpectedVersion.ofHeader(ifMatch), Reason.of(body.reason())));
    }

    @Operation(summary = "Drafts an amendment", description = "From issued: a further revision in draft, which walks the same way and takes the"
            + " place of the one in force when it is issued; what has not been sent by then is sent as amended only. One at a time."
            + " Role: drafter.", responses = @ApiResponse(responseCode = "201"))
    @PostMapping(DirectiveController.ID + ":amend")
    ResponseEntity<DirectiveView> amend(Caller caller, @PathVariable String id, @RequestBody AmendForm body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        ResponseEntity<DirectiveView> answer = DirectiveController.answer(request,
                () -> amending.amend(caller, DirectiveId.parse(id), ExpectedVersion.ofHeader(ifMatch), body));
        return ResponseEntity.status(HttpStatus.CREATED).headers(answer.getHeaders())
                .location(URI.create("/api/v1/directives/" + id)).body(answer.getBody());
    }

    @Operation(summary = "Discards an open amendment", description = "Before it is issued; what it was to amend stays in force and is the"
            + " answer. Role: drafter or approver.")
    @PostMapping(DirectiveController.ID + ":discard-amendment")
    ResponseEntity<DirectiveView> discard(Caller caller, @PathVariable String id, @RequestBody ReasonBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, HttpServletRequest request) {
        return DirectiveController.answer(request, () -> amending.discard(caller, DirectiveId.parse(id),
                ExpectedVersion.ofHeader(ifMatch), Reason.of(body.reason())));
    }
}
