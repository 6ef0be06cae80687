package loa.sms.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.SmsSegments;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.RecipientId;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.Residents;
import loa.sms.phone.SmsAddress;
import loa.sms.phone.SmsText;

/** Reads the ledger and adds what only this channel knows: the masked number and the segments. Thread-safe. */
final class Traces {
    private final Deliveries deliveries;
    private final Residents residents;
    private final DirectiveTexts texts;

    Traces(Deliveries deliveries, Residents residents, DirectiveTexts texts) {
        this.deliveries = deliveries;
        this.residents = residents;
        this.texts = texts;
    }

    /** The directives that this channel has taken. */
    @FunctionalInterface
    interface DirectiveTexts {
        Optional<IssuedDirective> find(DirectiveId directive, int revision);
    }

    /** What this number was sent, newest first, older than {@code after} (null: from the newest). */
    List<DeliveryTrace> of(PhoneNumber phone, @Nullable DirectiveId directive, @Nullable DeliveryId after, int limit) {
        return residents.withNumber(phone).map(recipient -> deliveries.ofRecipient(recipient, directive, after, limit)).orElse(List.of());
    }

    /**
     * As they are shown.
     *
     * @param withPhone whether each shows its number, masked
     */
    List<TraceView> shown(List<DeliveryTrace> traces, boolean withPhone) {
        Map<RecipientId, SmsAddress> addresses = residents.of(traces.stream().map(DeliveryTrace::recipient).distinct().toList());
        Map<List<Object>, Optional<Integer>> segments = new HashMap<>();
        return traces.stream().map(trace -> {
            SmsAddress address = addresses.get(trace.recipient());
            String language = address == null ? "vi" : address.language();
            Optional<Integer> count = segments.computeIfAbsent(List.of(trace.directive(), trace.revision(), language),
                    _ -> segments(trace.directive(), trace.revision(), language));
            return TraceView.of(trace, withPhone && address != null ? address.phone().masked() : null, count.orElse(null));
        }).toList();
    }

    private Optional<Integer> segments(DirectiveId directive, int revision, String language) {
        return texts.find(directive, revision).map(d -> SmsSegments.of(SmsText.of(d, language)).segments());
    }
}
