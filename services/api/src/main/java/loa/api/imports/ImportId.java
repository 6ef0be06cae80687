package loa.api.imports;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

import loa.contract.Ids;

/** Names one import. */
public record ImportId(@JsonValue UUID value) {
    /** A new one. */
    static ImportId next() {
        return new ImportId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
