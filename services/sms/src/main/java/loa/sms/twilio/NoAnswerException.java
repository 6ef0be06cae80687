package loa.sms.twilio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLHandshakeException;

import com.twilio.exception.TwilioException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** The request went out, or did not, and no answer came. Its message holds no personal data, unlike those of the SDK. */
final class NoAnswerException extends TwilioException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean certainlyNotSent;

    NoAnswerException(IOException cause) {
        super("No answer from Twilio: " + cause.getClass().getSimpleName());
        this.certainlyNotSent = failedBeforeTheRequest(cause);
        this.reason = reason(cause, certainlyNotSent);
    }

    /** {@code connect}, {@code timeout} or {@code lost}. */
    String reason() {
        return reason;
    }

    /** Whether not a byte of the request has left; otherwise nobody knows. */
    boolean certainlyNotSent() {
        return certainlyNotSent;
    }

    private static boolean failedBeforeTheRequest(IOException e) {
        return e instanceof ConnectException || e instanceof ConnectTimeoutException || e instanceof ConnectionRequestTimeoutException
                || e instanceof UnknownHostException || e instanceof NoRouteToHostException || e instanceof SSLHandshakeException;
    }

    private static String reason(IOException e, boolean certainlyNotSent) {
        if (certainlyNotSent) {
            return "connect";
        }
        return e instanceof SocketTimeoutException ? "timeout" : "lost";
    }
}
