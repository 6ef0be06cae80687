package loa.api.access;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** Gives a controller the {@link Caller}: 401 when nobody signed in, 403 when it is a station or a device. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        if (parameter.isOptional()) {
            return null;
        }
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            throw ProblemException.unauthenticated(Wording.of("Cần khóa của người dùng.", "A person's key is needed."));
        }
        throw ProblemException.forbidden(Wording.of("Khóa này không dùng được ở đây.", "This key opens nothing here."));
    }
}
