package loa.sms.subscription;

import java.util.List;

import loa.api.access.Caller;
import loa.api.imports.ImportFormat;
import loa.api.imports.ImportId;
import loa.api.imports.RowImport;
import loa.api.imports.RowImporter;

/** Imports files of phone subscriptions. */
final class SubscriptionImporter implements RowImporter {
    private static final ImportFormat FORMAT = new ImportFormat(List.of("phone", "areas"),
            List.of("language", "basis", "consent_at", "consent_how"));

    private final SubscriptionImport.Workshop workshop;

    SubscriptionImporter(SubscriptionImport.Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public String kind() {
        return "subscriptions";
    }

    @Override
    public ImportFormat format() {
        return FORMAT;
    }

    @Override
    public RowImport open(ImportId id, Caller caller) {
        workshop.merge().clearLeftovers(workshop.clock().instant());
        return new SubscriptionImport(id, caller, workshop);
    }
}
