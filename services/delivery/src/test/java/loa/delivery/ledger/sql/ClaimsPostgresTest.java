package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.ledger.Claims;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

import static loa.delivery.ledger.sql.LedgerFixture.WEST;
import static loa.delivery.ledger.sql.LedgerFixture.ids;
import static loa.delivery.ledger.sql.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

class ClaimsPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aClaimWhoseAnswerWasLostIsFoundAgainAlsoUnderAHaltThatCameMeanwhile() {
        WorkRecord record = ledger.plan(0, ids(5), ids(5));
        Claims.Request lost = request(record, Set.of(), Set.of());
        Set<DeliveryId> taken = ledger.claim(lost);

        assertThat(ledger.claim(request(record, Set.of(WEST), idsOf(lost)))).isEqualTo(taken).hasSize(10);
    }

    @Test
    void aClaimOfAPartWhoseAnswerWasLostIsFoundAgainWithTheOtherPart() {
        WorkRecord record = ledger.plan(0, ids(5), ids(5));
        Claims.Request lost = request(record, Set.of(WEST), Set.of());
        Set<DeliveryId> taken = ledger.claim(lost);

        assertThat(ledger.claim(request(record, Set.of(), idsOf(lost)))).containsAll(taken).hasSize(10);
    }

    @Test
    void aRecordThatCameTwiceFindsNobodyElsesRows() {
        WorkRecord record = ledger.plan(0, ids(5), ids(5));
        ledger.claim(record);

        assertThat(ledger.claim(record)).isEmpty();
    }

    @Test
    void someoneFoundTwiceIsTakenOutOfTheAudienceOnceHoweverOftenHisRecordIsDone() {
        List<RecipientId> both = ids(2);
        ledger.claim(ledger.plan(0, both, List.of()));
        List<RecipientId> withOthers = new ArrayList<>(both);
        withOthers.addAll(ids(3));
        WorkRecord second = ledger.plan(1, List.of(), withOthers);

        for (int i = 0; i < 3; i++) {
            Set<DeliveryId> taken = ledger.claim(second);
            assertThat(taken).hasSize(3);
            ledger.releases.putBack(taken, ledger.owner, ledger.now);
            new SqlWorkRecords(ledger.schema.database()).reopenParked(List.of(), ledger.now, 10);
        }

        assertThat(ledger.tally("audience")).isEqualTo(5);
        assertThat(ledger.number("select audience as number from directive_taken")).isEqualTo(5);
    }

    @Test
    void whoBelongsToAnotherRecordIsLeftToItAlsoWhenThatOneIsPutBack() {
        List<RecipientId> both = ids(2);
        WorkRecord first = ledger.plan(0, both, List.of());
        WorkRecord second = ledger.plan(1, List.of(), both);
        Set<DeliveryId> taken = ledger.claim(first);
        ledger.claim(second);

        ledger.releases.putBack(taken, ledger.owner, ledger.now);
        ledger.schema.change("update work_record set state = 'open'");

        assertThat(ledger.claim(second)).isEmpty();
        assertThat(ledger.claim(first)).hasSize(2);
        assertThat(ledger.tally("audience")).isEqualTo(2);
    }

    private static Set<DeliveryId> idsOf(Claims.Request request) {
        return request.entries().stream().map(Claims.Entry::id).collect(Collectors.toSet());
    }
}
