package loa.delivery.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table in the documentation is the one that the types have. */
class DeliverySemanticsTest {
    private static final Path PAGE = Path.of("../../docs/delivery-semantics.md");

    @Test
    void theTableOfTransitionsIsThatOfTheStandings() {
        Map<String, Map<String, Set<String>>> told = new TreeMap<>();
        rows().forEach(cells -> told.computeIfAbsent(cells[1], from -> new TreeMap<>())
                .put(cells[2], new TreeSet<>(Set.of(cells[3].split(", ")))));
        Map<String, Map<String, Set<String>>> really = Transitions.all();
        really.values().removeIf(Map::isEmpty);

        assertThat(told).isEqualTo(really);
    }

    private static Stream<String[]> rows() {
        try {
            return Files.readAllLines(PAGE).stream().dropWhile(line -> !line.equals("## Transitions")).skip(1)
                    .takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("|")).skip(2)
                    .map(line -> line.split(" *\\| *"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
