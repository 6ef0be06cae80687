package loa.delivery.boot;

import java.time.OffsetDateTime;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.contract.LoaJson;

/** How much is unknown of a directive, in each channel service under its own name. */
@RestController
@Tag(name = "Deliveries")
final class UnknownController {
    private final DeliveryListing listing;

    UnknownController(DeliveryListing listing) {
        this.listing = listing;
    }

    /**
     * Unknown deliveries with one reason.
     *
     * @param asked  of them, how many the provider is still asked about
     * @param oldest when the attempt of the first of them began
     */
    @Schema(name = "UnknownGroup")
    record UnknownView(int revision, @Nullable String reason, long count, long asked, OffsetDateTime oldest) {}

    @Operation(summary = "How many deliveries of a directive are unknown, and why", description = "By revision and reason, the most frequent first, of the caller's own area. Role: approver, administrator or auditor.")
    @GetMapping("/api/v1/${spring.application.name}/deliveries:unknown")
    Listing<UnknownView> unknown(Caller caller, @RequestParam(required = false) @Nullable String directive,
            @RequestParam(required = false) @Nullable String reason, @RequestParam(required = false) @Nullable String before) {
        var query = new DeliveryListing.Query(directive, null, reason, before);
        List<UnknownView> groups = listing.unknown(caller, query).stream()
                .map(g -> new UnknownView(g.revision(), g.reason(), g.count(), g.asked(), g.oldest().atOffset(LoaJson.OFFSET))).toList();
        return new Listing<>(groups, null);
    }
}
