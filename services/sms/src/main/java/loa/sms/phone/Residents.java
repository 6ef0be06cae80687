package loa.sms.phone;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import loa.delivery.RecipientId;

/** Who stands behind a recipient's id, opted out or not; for people who look into what was sent. */
public interface Residents {
    /** The recipient with this number. */
    Optional<RecipientId> withNumber(PhoneNumber phone);

    /** The addresses of these, as far as they are known. */
    Map<RecipientId, SmsAddress> of(Collection<RecipientId> recipients);
}
