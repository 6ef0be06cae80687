package loa.publisher.people;

import org.springframework.security.core.AuthenticationException;

/** Too many sign in at once; name and password were not looked at. */
public final class SignInBusyException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    SignInBusyException() {
        super("Too many sign in at once.");
    }
}
