package loa.api.json;

import java.io.InputStream;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import loa.api.problem.FieldFault;
import loa.api.problem.Problem;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.api.problem.Wording;

/**
 * Reads a body into a value, or refuses it with everything that is wrong with it. A mapper stops at the first fault, so the body is read
 * into a tree, and each value at fault is noted, cut out, and the rest tried again. Thread-safe.
 */
final class BodyReader {
    private static final int MOST_FAULTS = 100;

    private final JsonMapper mapper;
    private final ObjectReader trees;

    BodyReader(JsonMapper mapper) {
        this.mapper = mapper;
        this.trees = mapper.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    /**
     * The value.
     *
     * @throws ProblemException 400 when it is no JSON or has unknown fields, 422 when fields have values that cannot be
     */
    Object read(JavaType type, InputStream body) {
        JsonNode tree = readTree(body);
        if (tree.isMissingNode() || tree.isNull()) {
            throw ProblemException.unreadable(Wording.of("Thiếu nội dung JSON.", "The JSON body is missing."));
        }
        var faults = new Faults();
        while (faults.count() < MOST_FAULTS) {
            try {
                Object value = mapper.readerFor(type).readValue(tree);
                if (faults.count() == 0) {
                    return value;
                }
                break;
            } catch (JacksonException e) {
                if (!faults.noteAndCut(e, tree)) {
                    break;
                }
            }
        }
        throw refused(faults.all());
    }

    private JsonNode readTree(InputStream body) {
        try {
            return trees.readValue(body);
        } catch (JacksonException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            var place = e.getLocation();
            throw ProblemException.unreadable(Wording.of("JSON sai cú pháp ở dòng %d, cột %d.",
                    "The JSON is malformed at line %d, column %d.", place == null ? 0 : place.getLineNr(),
                    place == null ? 0 : place.getColumnNr()));
        }
    }

    private static ProblemException refused(List<FieldFault> faults) {
        ProblemException invalid = ProblemException.invalid(faults);
        if (faults.stream().noneMatch(f -> f.code().equals(Faults.UNKNOWN_FIELD))) {
            return invalid;
        }
        Wording detail = Wording.of("Có trường không được biết đến.", "There are fields that are not known.");
        Problem problem = invalid.problem();
        return new ProblemException(new Problem(ProblemKind.UNREADABLE, detail, faults, problem.extras(), problem.headers()));
    }
}
