package loa.delivery.simulation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.work.WorkRecord;

/** Directives and people with numbers for ids, so that they are the same in each run. */
final class Worlds {
    static final AreaCode EAST = new AreaCode("99001-01");
    static final AreaCode WEST = new AreaCode("99001-02");
    static final AreaCode ISLAND = new AreaCode("99001-03");
    static final List<AreaCode> AREAS = List.of(EAST, WEST);

    private Worlds() {}

    static UUID uuid(long kind, long number) {
        return new UUID(0x019a_0000_0000_7000L, 0x8000_0000_0000_0000L | kind << 32 | number);
    }

    static RecipientId recipient(int number) {
        return new RecipientId(uuid(1, number));
    }

    static DirectiveId directive(int number) {
        return new DirectiveId(uuid(2, number));
    }

    /** An SMS directive for both areas. */
    static IssuedDirective directive(DirectiveId id, int revision, BulletinClass lane, Instant effective, Instant expires) {
        return directive(id, revision, lane, false, effective, expires);
    }

    /** The same, perhaps as an exercise. */
    static IssuedDirective directive(DirectiveId id, int revision, BulletinClass lane, boolean exercise, Instant effective,
            Instant expires) {
        return directive(id, revision, lane, exercise, AREAS, effective, expires);
    }

    /** The same for these areas. */
    static IssuedDirective directive(DirectiveId id, int revision, BulletinClass lane, boolean exercise, List<AreaCode> areas,
            Instant effective, Instant expires) {
        OffsetDateTime from = effective.atOffset(LoaJson.OFFSET);
        return new IssuedDirective(id, revision, "K7M4Q2XD", "Ủy ban", null, lane, exercise, Set.of(Channel.SMS), areas, areas,
                List.of(new Bulletin(Channel.SMS, "vi", null, "Mã K7M4Q2XD", null)), from, expires.atOffset(LoaJson.OFFSET), from);
    }

    /** The recipients in runs of one area, in their order. */
    static List<WorkRecord.Run> runs(List<Recipient> recipients) {
        List<WorkRecord.Run> runs = new ArrayList<>();
        List<RecipientId> ids = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            ids.add(recipients.get(i).id());
            if (i + 1 == recipients.size() || !recipients.get(i + 1).area().equals(recipients.get(i).area())) {
                runs.add(new WorkRecord.Run(recipients.get(i).area(), ids));
                ids = new ArrayList<>();
            }
        }
        return runs;
    }
}
