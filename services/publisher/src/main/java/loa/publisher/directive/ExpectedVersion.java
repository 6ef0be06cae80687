package loa.publisher.directive;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import loa.api.problem.ProblemException;

/**
 * The version that a caller has seen, as {@code If-Match} tells it (RFC 9110 section 13.1.1).
 *
 * @param tags the versions that are all right; null: the caller has not said any
 */
public record ExpectedVersion(@Nullable List<String> tags) {
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"|\\*");
    private static final String ANY = "*";

    /** Any version will do. */
    public static ExpectedVersion any() {
        return new ExpectedVersion((List<String>) null);
    }

    /** This one and no other. */
    public static ExpectedVersion of(int version) {
        return new ExpectedVersion(List.of(Integer.toString(version)));
    }

    /** What the header says; a weak tag matches nothing. */
    public static ExpectedVersion ofHeader(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return any();
        }
        List<String> tags = TAG.matcher(ifMatch.replaceAll("W/\"[^\"]*\"", "")).results().map(ExpectedVersion::text).toList();
        return new ExpectedVersion(tags);
    }

    /** @throws ProblemException 428 when the caller has not said any */
    ExpectedVersion orRefuse() {
        if (tags == null) {
            throw ProblemException.versionRequired();
        }
        return this;
    }

    /** @throws ProblemException 412 when the directive has another one */
    void check(Directive directive) {
        check(directive.version());
    }

    /** @throws ProblemException 412 when what is there has another one */
    public void check(int version) {
        if (tags != null && !tags.contains(ANY) && !tags.contains(Integer.toString(version))) {
            throw ProblemException.stale();
        }
    }

    private static String text(MatchResult match) {
        String version = match.group(1);
        return version == null ? ANY : version;
    }
}
