package loa.contract;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/** Makes the ids of everything that Loa names: UUID version 7 (RFC 9562 section 5.7), ascending within a process. */
public final class Ids {
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** The next id. Thread-safe. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
