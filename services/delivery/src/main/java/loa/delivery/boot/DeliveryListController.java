package loa.delivery.boot;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;

/** Deliveries over HTTP, in a channel service that has nothing of its own to say of them. */
@RestController
@Tag(name = "Deliveries")
public final class DeliveryListController {
    private final DeliveryListing listing;

    DeliveryListController(DeliveryListing listing) {
        this.listing = listing;
    }

    @Operation(summary = "Deliveries of a directive in a state", description = "In the order of their ids, of the caller's own area, by reason and by the time of the last attempt where asked so. Role: approver, administrator or auditor.")
    @GetMapping("/api/v1/${spring.application.name}/deliveries")
    Listing<DeliveryView> list(Caller caller, @RequestParam(required = false) @Nullable String directive,
            @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String before, PageRequest page) {
        return listing.list(caller, new DeliveryListing.Query(directive, state, reason, before), page).map(DeliveryView::of);
    }
}
