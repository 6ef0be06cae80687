package loa.sms.phone;

import loa.delivery.RecipientId;

/** Ends subscriptions at the wish of a resident that reached Twilio. */
public interface OptOut {
    /** Ends the subscription of this number; whether there was one that was active. */
    boolean byReply(PhoneNumber phone);

    /** Ends this subscription: Twilio says that the resident has unsubscribed there. Harmless when repeated. */
    void atProvider(RecipientId recipient);
}
