package loa.delivery.taken;

import java.util.Optional;

import loa.contract.IssuedDirective;
import loa.delivery.Revision;

/** What the channel was told to deliver. Thread-safe. */
public interface TakenDirectives {
    /** The content of a revision that was taken. */
    Optional<IssuedDirective> find(Revision revision);

    /** The content of a revision of which the ledger speaks. */
    default IssuedDirective get(Revision revision) {
        return find(revision).orElseThrow(() -> new IllegalStateException("revision %s was not taken".formatted(revision)));
    }
}
