package loa.loudspeaker.bulletin;

import java.time.OffsetDateTime;
import java.util.List;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;

/** What all bulletins of one revision of a directive have in common. */
public record Announcement(DirectiveId directive, int revision, BulletinClass bulletinClass, boolean exercise, List<AreaCode> areas,
        OffsetDateTime issuedAt, OffsetDateTime notBefore, OffsetDateTime notAfter) {
    /** Copies the areas. */
    public Announcement {
        areas = List.copyOf(areas);
    }

    /** What is announced by this directive. */
    public static Announcement of(IssuedDirective directive) {
        return new Announcement(directive.directive(), directive.revision(), directive.bulletinClass(), directive.exercise(),
                directive.areas(), directive.issuedAt(), directive.effective(), directive.expires());
    }

    /** Whether it is played over everything else. */
    public boolean interrupts() {
        return bulletinClass == BulletinClass.EMERGENCY;
    }
}
