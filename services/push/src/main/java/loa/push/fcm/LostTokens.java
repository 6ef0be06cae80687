package loa.push.fcm;

import java.time.Instant;

import loa.delivery.RecipientId;
import loa.push.address.PushToken;

/** Is told of tokens that FCM does not know any more. */
public interface LostTokens {
    /**
     * FCM did not know this token.
     *
     * @param since when the attempt began: an app that has sent the token (or another one) after that is still there
     */
    void lost(RecipientId device, PushToken token, Instant since);
}
