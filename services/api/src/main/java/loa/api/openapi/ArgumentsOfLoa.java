package loa.api.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

import loa.api.access.Caller;
import loa.api.listing.PageRequest;

/** Shows a controller's own arguments as what they are on the wire: the caller is the key, a page is two parameters of the query. */
final class ArgumentsOfLoa implements GlobalOperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Set<String> ours = Stream.of(method.getMethodParameters())
                .filter(p -> p.getParameterType() == Caller.class || p.getParameterType() == PageRequest.class)
                .map(p -> String.valueOf(p.getParameter().getName())).collect(Collectors.toSet());
        if (operation.getParameters() != null) {
            List<Parameter> rest = operation.getParameters().stream().filter(p -> !ours.contains(p.getName())).toList();
            operation.setParameters(rest.isEmpty() ? null : rest);
        }
        if (Stream.of(method.getMethodParameters()).anyMatch(ArgumentsOfLoa::isPage)) {
            List<Parameter> own = operation.getParameters() == null ? List.of() : operation.getParameters();
            operation.setParameters(Stream.concat(own.stream(), pageParameters()).toList());
        }
        return operation;
    }

    private static boolean isPage(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    private static Stream<Parameter> pageParameters() {
        var limit = new IntegerSchema();
        limit.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        limit.setDefault(PageRequest.DEFAULT_LIMIT);
        return Stream.of(new Parameter().in("query").name("limit").schema(limit).description("How many items at most."),
                new Parameter().in("query").name("cursor").schema(new StringSchema()).description("The next of the page before."));
    }
}
