package loa.sandbox.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

/**
 * One way to fail. It befalls a share of all requests, or those to one recipient: {@code to} is a phone number, for FCM a
 * token or topic; with both, that share of the recipient's requests.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@Type(name = "drop-after-accept", value = Fault.DropAfterAccept.class),
        @Type(name = "drop-before-accept", value = Fault.DropBeforeAccept.class),
        @Type(name = "hang", value = Fault.Hang.class), @Type(name = "status", value = Fault.Status.class),
        @Type(name = "error", value = Fault.Error.class)})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Fault {

    /** 0 to 1; null only beside {@link #to} and then every request. */
    @Nullable
    Double share();

    /** Whom it befalls, null for everybody. */
    @Nullable
    String to();

    /** Accepts, then breaks the connection: the sender never learns it. */
    record DropAfterAccept(@Nullable Double share, @Nullable String to) implements Fault {
        public DropAfterAccept {
            check(share, to);
        }
    }

    /** Breaks the connection, nothing was accepted. */
    record DropBeforeAccept(@Nullable Double share, @Nullable String to) implements Fault {
        public DropBeforeAccept {
            check(share, to);
        }
    }

    /** Says nothing for {@code ms}, then breaks the connection; with {@code accept} it was accepted at the beginning. */
    record Hang(@Nullable Double share, @Nullable String to, long ms, boolean accept) implements Fault {
        public Hang {
            check(share, to);
            require(ms >= 0 && ms <= 600_000, "ms must be 0..600000, but was " + ms);
        }
    }

    /** Answers an HTTP status; with {@code accept} it accepted all the same. */
    record Status(@Nullable Double share, @Nullable String to, int status, boolean accept) implements Fault {
        public Status {
            check(share, to);
            require(status >= 400 && status <= 599, "status must be 400..599, but was " + status);
        }
    }

    /** Refuses with an error code of the provider, for Twilio a number, for FCM a word such as {@code UNREGISTERED}. */
    record Error(@Nullable Double share, @Nullable String to, String code) implements Fault {
        public Error {
            check(share, to);
            require(code != null && !code.isBlank(), "a fault of kind error needs a code");
        }
    }

    private static void check(@Nullable Double share, @Nullable String to) {
        require(share != null || to != null, "a fault needs a share or a recipient (to)");
        require(share == null || share >= 0 && share <= 1, "share must be 0..1, but was " + share);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
