package loa.loudspeaker.channel;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.loudspeaker.LoudspeakerSchema;

import static org.assertj.core.api.Assertions.assertThat;

class StationAudiencePostgresTest {
    private final LoudspeakerSchema schema = LoudspeakerSchema.fresh();
    private final StationAudience audience = new StationAudience(schema.jdbc);

    @Test
    void whoStandsInARecordIsNotLeftWhereverHeHasMoved() {
        Recipient moved = station("a", "99001-03");
        Recipient found = station("b", "99001-05");
        station("c", "99002-01");
        IssuedDirective directive = directive("99001-03", "99001-05");
        assertThat(audience.page(directive, null, 10)).containsExactly(moved, found);
        assertThat(audience.left(directive, 1)).containsExactly(moved);

        plan(directive, found);

        assertThat(audience.left(directive, 10)).containsExactly(moved);
        plan(directive, moved);
        schema.jdbc.sql("UPDATE station SET area = '99001-05' WHERE code = 'a'").update();
        assertThat(audience.left(directive, 10)).isEmpty();
    }

    private Recipient station(String code, String area) {
        return new Recipient(new RecipientId(schema.station(code, area).value()), new AreaCode(area));
    }

    private void plan(IssuedDirective directive, Recipient recipient) {
        schema.jdbc.sql("""
            INSERT INTO work_record (revision_key, seq, revision, directive, lane, state, planned_at, produced_at, digest, areas, run_ends,
                                     recipients)
            SELECT :key, count(*), 1, :directive, 'emergency', 'open', now(), now(), '', ARRAY[:area], '{1}', ARRAY[:recipient]
              FROM work_record
            """).param("key", Revision.of(directive).key()).param("directive", directive.directive().value())
                .param("area", recipient.area().value()).param("recipient", recipient.id().value()).update();
    }

    private static IssuedDirective directive(String... covered) {
        List<AreaCode> areas = List.of(covered).stream().map(AreaCode::new).toList();
        OffsetDateTime now = OffsetDateTime.now(LoaJson.OFFSET);
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.LOUDSPEAKER), areas, areas, List.of(new Bulletin(Channel.LOUDSPEAKER, "vi", null, "Mưa lớn", null)), now,
                now.plusHours(2), now);
    }
}
