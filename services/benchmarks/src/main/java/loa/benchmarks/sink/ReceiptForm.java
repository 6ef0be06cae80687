package loa.benchmarks.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/**
 * A status callback as Twilio posts and signs it: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status and
 * https://www.twilio.com/docs/usage/security. Used by one thread.
 */
final class ReceiptForm {
    private final String accountSid;
    private final Mac mac;

    ReceiptForm(String accountSid, String authToken) {
        this.accountSid = accountSid;
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /** The request. No value of it needs to be encoded. */
    FullHttpRequest request(Receipt receipt) {
        String body = "AccountSid=" + accountSid + "&ApiVersion=2010-04-01&From=TINHMAU&MessageSid=" + receipt.sid() + "&MessageStatus="
                + receipt.status() + "&SmsSid=" + receipt.sid() + "&SmsStatus=" + receipt.status() + "&To=84590000000";
        var content = Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.US_ASCII));
        String target = receipt.callback().getRawPath() + "?" + receipt.callback().getRawQuery();
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, target, content);
        request.headers().set(HttpHeaderNames.HOST, receipt.callback().getAuthority())
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes()).set("X-Twilio-Signature", signature(receipt));
        return request;
    }

    /** Over the address and each field's name and value, in the order of the names: the order of the body above. */
    private String signature(Receipt receipt) {
        String signed = receipt.callback() + "AccountSid" + accountSid + "ApiVersion2010-04-01FromTINHMAUMessageSid" + receipt.sid()
                + "MessageStatus" + receipt.status() + "SmsSid" + receipt.sid() + "SmsStatus" + receipt.status() + "To84590000000";
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
