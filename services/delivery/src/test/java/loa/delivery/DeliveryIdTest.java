package loa.delivery;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import loa.contract.DirectiveId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveryIdTest {
    private final Revision revision = new Revision(new DirectiveId(UUID.fromString("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11")), 2);

    @Test
    void saysWhereTheDeliveryIsKept() {
        DeliveryId id = DeliveryId.of(revision, (1 << 20) - 1, 499, 0xabcdef);

        assertThat(id.key()).isEqualTo(revision.key());
        assertThat(id.seq()).isEqualTo((1 << 20) - 1);
        assertThat(id.place()).isEqualTo(499);
        assertThat(id.salt()).isEqualTo(0xabcdef);
    }

    @Test
    void isAUuidOfVersionSevenWithTheTimeOfItsDirective() {
        UUID id = DeliveryId.of(revision, 0, 0, -1).value();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).startsWith("019aa1c2-7b1e-7");
    }

    @Test
    void keysAreOfAllRevisionsDifferentAndAscendWithTime() {
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            DirectiveId directive = DirectiveId.next();
            for (int number = 1; number < 20; number++) {
                assertThat(keys.add(new Revision(directive, number).key())).isTrue();
            }
        }
        long later = new Revision(new DirectiveId(UUID.fromString("019aa1c2-7b1f-7000-8000-000000000000")), 1).key();
        assertThat(revision.key()).isPositive().isLessThan(later);
    }

    @Test
    void refusesAPlaceThatNoRecordHas() {
        assertThatThrownBy(() -> DeliveryId.of(revision, 0, 512, 0)).hasMessage("place must be 0..511, but was 512");
        assertThatThrownBy(() -> DeliveryId.of(revision, 1 << 20, 0, 0)).hasMessage("seq must be 0..1048575, but was 1048576");
    }
}
