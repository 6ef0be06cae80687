package loa.publisher.directive;

import java.time.OffsetDateTime;

import loa.api.access.Caller;

/** Reads all that somebody typed for a directive: its fields, its times and its areas. */
final class ContentReader {
    private final AreaRules areas;

    ContentReader(AreaRules areas) {
        this.areas = areas;
    }

    /**
     * What could be read; what is not well-formed is noted.
     *
     * @throws loa.api.problem.ProblemException 403 when it names an area outside the caller's own
     */
    Content read(DraftForm form, Caller caller, OffsetDateTime now, Faults faults) {
        Content content = new DraftReader(faults).read(form);
        TimeRules.checkEffective(content.effective(), now, faults);
        TimeRules.checkExpires(content.effective(), content.expires(), now, faults);
        return areas.read(content, form.areas(), AreaRules.day(content.effective(), now), caller, faults);
    }

    /** @throws loa.api.problem.ProblemException 403 when the content names an area outside the caller's own */
    void requireScope(Content content, Caller caller, OffsetDateTime now) {
        areas.requireScope(content, caller, now);
    }
}
