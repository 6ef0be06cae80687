package loa.push.audience;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.IssuedDirective;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.push.Directives;
import loa.push.PushSchema;
import loa.push.address.PushAddress;
import loa.push.device.DeviceStore;
import loa.push.device.Phones;

import static org.assertj.core.api.Assertions.assertThat;

class PushAudiencePostgresTest {
    private final PushSchema schema = PushSchema.fresh();
    private final DeviceStore devices = new DeviceStore(schema.jdbc, schema.transactions, schema.vault,
            InstantSource.fixed(Directives.NOW.toInstant()));
    private final PushAudience audience = new PushAudience(schema.jdbc, schema.database);
    private final PushAddressBook addresses = new PushAddressBook(schema.jdbc, schema.vault);

    @Test
    void anEmergencyReachesEachDeviceOnceUnderTheFirstOfItsAreasThatIsCovered() {
        Phones.register(devices, "a", "tok-a", "vi", "99002-01", "99001-03", "99001-01");
        Phones.register(devices, "b", "tok-b", "vi", "99001-01");
        Phones.register(devices, "c", "tok-c", "vi", "99003-01");
        IssuedDirective directive = Directives.emergency("99001", "99001-01", "99001-03");
        List<Recipient> all = pages(directive, 500);
        assertThat(all).extracting(r -> r.area().value()).containsExactly("99001-01", "99001-03");
        assertThat(tokens(directive, all)).containsExactlyInAnyOrder("tok-a", "tok-b");
        // of the engine, whose tables are not here
        schema.jdbc.sql("CREATE TABLE work_record (revision_key bigint, recipients uuid[])").update();
        assertThat(audience.left(directive, 10)).as("as long as no record names them").isEqualTo(all);
    }

    @Test
    void theAudienceIsStreamedInOrderWithoutRepetitionWhateverThePageSize() {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            Phones.register(devices, "d" + i, "tok-" + i, "vi",
                    Stream.generate(() -> "9900%d-0%d".formatted(1 + random.nextInt(3), 1 + random.nextInt(8)))
                            .limit(1 + random.nextInt(3)).distinct().toArray(String[]::new));
        }
        IssuedDirective directive = Directives.emergency("99001", "99001-01", "99001-02", "99001-03", "99002-05");
        List<Recipient> all = pages(directive, 1000);
        assertThat(all).hasSizeBetween(20, 199).isSortedAccordingTo(Recipient.ORDER);
        assertThat(new HashSet<>(all.stream().map(Recipient::id).toList())).hasSameSizeAs(all);
        assertThat(pages(directive, 1)).isEqualTo(all);
        assertThat(pages(directive, 7)).isEqualTo(all);
    }

    @Test
    void aDeviceThatEndedAfterPlanningHasNoAddress() {
        Phones.register(devices, "a", "tok-a", "vi", "99001");
        IssuedDirective directive = Directives.emergency("99001");
        List<Recipient> all = pages(directive, 10);
        Phones.end(devices, "a");
        assertThat(tokens(directive, all)).isEmpty();
        assertThat(pages(directive, 10)).isEmpty();
    }

    @Test
    void otherClassesGoToTheTopicsOfTheDirectivesOwnAreasInEachLanguageOfABulletinOrADeviceThere() {
        Phones.register(devices, "a", "tok-a", "vi", "99001-03");
        Phones.register(devices, "b", "tok-b", "km", "99002-01");
        Phones.register(devices, "c", "tok-c", "fr", "99003-01");
        schema.jdbc.sql("UPDATE topic_membership SET member = true, due = NULL").update();
        Phones.register(devices, "d", "tok-nobody-has", "de", "99001-03");
        IssuedDirective directive = Directives.directive(loa.contract.BulletinClass.PRIORITY, false, List.of("99001", "99002-01"),
                List.of("99001", "99001-01", "99001-03", "99002-01"), Directives.bulletin("vi", "Họp"),
                Directives.bulletin("en", "Meeting"));
        List<Recipient> all = pages(directive, 4);
        assertThat(all).hasSize(5).isSortedAccordingTo(Recipient.ORDER).isEqualTo(pages(directive, 500));
        assertThat(topics(directive, all)).containsExactlyInAnyOrder("area.99001.en", "area.99001.vi", "area.99002-01.en",
                "area.99002-01.km", "area.99002-01.vi");
    }

    @Test
    void theReachOfATopicIsTheNumberOfDevicesThatAreInIt() {
        Phones.register(devices, "a", "tok-a", "vi", "99001-03", "99001-04");
        Phones.register(devices, "b", "tok-b", "vi", "99001-01");
        Phones.register(devices, "c", "tok-c", "vi", "99002-01");
        schema.jdbc.sql("UPDATE topic_membership SET member = true, due = NULL").update();
        IssuedDirective directive = Directives.routine(List.of("99001"), Directives.bulletin("vi", "Họp"));
        Map<RecipientId, PushAddress> found = addresses.addresses(directive,
                pages(directive, 10).stream().map(Recipient::id).toList());
        assertThat(found.values()).singleElement().satisfies(address -> assertThat(address.devices()).isEqualTo(2));
    }

    private List<String> tokens(IssuedDirective directive, List<Recipient> recipients) {
        return addresses.addresses(directive, recipients.stream().map(Recipient::id).toList()).values().stream()
                .map(PushAddress.Device.class::cast).map(d -> d.token().value()).toList();
    }

    private List<String> topics(IssuedDirective directive, List<Recipient> recipients) {
        return addresses.addresses(directive, recipients.stream().map(Recipient::id).toList()).values().stream()
                .map(PushAddress.Topic.class::cast).map(t -> t.name().value()).toList();
    }

    private List<Recipient> pages(IssuedDirective directive, int size) {
        List<Recipient> all = new ArrayList<>();
        @Nullable
        Recipient last = null;
        List<Recipient> page;
        do {
            page = audience.page(directive, last, size);
            all.addAll(page);
            last = page.isEmpty() ? null : page.getLast();
        } while (page.size() == size);
        return all;
    }
}
