package loa.sms.twilio;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * How Twilio is reached, and how it reaches us.
 *
 * @param authToken secret; {@link #toString} leaves it out
 * @param sender    a number, a registered sender name, or the SID of a messaging service ({@code MG…})
 * @param url       another address than Twilio's own: a sandbox, a test; null: Twilio's own
 * @param publicUrl how the outside reaches us; kept without a slash at its end, since paths are put behind it
 */
public record TwilioAccount(String accountSid, String authToken, String sender, @Nullable URI url, URI publicUrl) {
    /** Takes slashes off the end of the public address. */
    public TwilioAccount {
        publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
    }

    /** Whether Twilio can call us back: its own service refuses each message whose callback address is not public (error 21609). */
    boolean canCallBack() {
        String host = String.valueOf(publicUrl.getHost());
        return url != null || !(host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    @Override
    public String toString() {
        return "TwilioAccount[" + accountSid + "]";
    }
}
