package loa.delivery.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of transitions as the methods of {@link Standing} have it: every state, every method, everywhere it leads. */
public final class Transitions {
    private Transitions() {}

    /** By the name of the state, then of the method: the names of the states that it may lead to. */
    public static Map<String, Map<String, Set<String>>> all() {
        Map<String, Map<String, Set<String>>> all = new TreeMap<>();
        for (Standing standing : samples()) {
            Map<String, Set<String>> from = all.computeIfAbsent(name(standing), n -> new TreeMap<>());
            methods(standing)
                    .forEach(method -> from.computeIfAbsent(method.getName(), n -> new TreeSet<>()).addAll(results(standing, method)));
        }
        return all;
    }

    static String name(Standing standing) {
        return standing.state().map(DeliveryState::code).orElse("planned");
    }

    private static List<Standing> samples() {
        List<Standing> samples = new ArrayList<>();
        concrete(Standing.class).forEach(type -> samples.addAll(instances(type)));
        return samples;
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Transitions::concrete).distinct() : Stream.of(type);
    }

    private static List<Standing> instances(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Standing> instances = new ArrayList<>();
        for (List<Object> arguments : combinations(components)) {
            try {
                instances.add((Standing) type.getDeclaredConstructor(components).newInstance(arguments.toArray()));
            } catch (InvocationTargetException e) {
                // refused: no such standing
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return instances;
    }

    /** What the type itself or the family of its state offers and is no component. */
    private static Stream<Method> methods(Standing standing) {
        Set<String> components = Arrays.stream(standing.getClass().getRecordComponents()).map(RecordComponent::getName)
                .collect(Collectors.toSet());
        return Arrays.stream(standing.getClass().getMethods())
                .filter(m -> Standing.class.isAssignableFrom(m.getReturnType()) && !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
                .filter(m -> !components.contains(m.getName()));
    }

    private static Set<String> results(Standing standing, Method method) {
        Set<String> results = new TreeSet<>();
        for (List<Object> arguments : combinations(method.getParameterTypes())) {
            try {
                results.add(name((Standing) Objects.requireNonNull(method.invoke(standing, arguments.toArray()))));
            } catch (InvocationTargetException e) {
                // refused: not legal with these arguments
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return results;
    }

    private static List<List<Object>> combinations(Class<?>[] types) {
        List<List<Object>> all = List.of(List.of());
        for (Class<?> type : types) {
            all = all.stream().flatMap(head -> values(type).map(value -> {
                List<Object> longer = new ArrayList<>(head);
                longer.add(value);
                return longer;
            })).toList();
        }
        return all;
    }

    private static Stream<Object> values(Class<?> type) {
        if (type == int.class) {
            return Stream.of(1, 2);
        }
        if (type == boolean.class) {
            return Stream.of(true, false);
        }
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(o -> o) : Stream.of((Object) Instant.EPOCH);
    }
}
