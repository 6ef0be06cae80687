package loa.sms.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import loa.api.access.Caller;
import loa.api.imports.CsvRow;
import loa.api.imports.ImportId;
import loa.api.imports.RowFault;
import loa.api.imports.RowImport;
import loa.api.imports.RowOutcome;
import loa.contract.AreaCode;
import loa.contract.Ids;
import loa.contract.Role;
import loa.delivery.desk.AreaLookup;
import loa.sms.TestSchema;
import loa.sms.area.AreaScope;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.PhoneReader;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionImportPostgresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Caller DRAFTER = new Caller("d1", "drafter", Set.of(Role.DRAFTER), null);
    private static final Caller OPERATOR = new Caller("o1", "operator", Set.of(Role.OPERATOR), new AreaCode("99001"));

    private final TestSchema schema = TestSchema.create();
    private final JdbcClient jdbc = schema.jdbc();
    private final TransactionTemplate transaction = schema.transaction();
    private final Subscriptions subscriptions = new Subscriptions(jdbc, transaction, schema.vault(), CLOCK);
    private final SubscriptionImporter importer = new SubscriptionImporter(
            new SubscriptionImport.Workshop(
                    new SubscriptionReader(new PhoneReader(), new AreaLookup(new SampleAreas(), () -> true, CLOCK), CLOCK),
                    new AreaScope(new SampleAreas()),
                    new SubscriptionMerge(jdbc, schema.vault()), CLOCK));

    @Test
    void eachRowStandsForItself() {
        Result result = importAs(DRAFTER, """
            0900000001,99001-03
            01234567890,99001-03
            0900000002,99001-03|99009-01
            0900000003,
            ,99001-03
            0900000004,99001-08
            0900000005,99001-03,vietnamese,because,2026,
            0900000006,99001-03,vi,consent,,
            0900000007,99001-03,vi,consent,2026-12-24T09:00:00+07:00,phiếu giấy
            0900000008,99001-03,en,consent,2026-11-01T09:00:00+07:00,phiếu giấy
            """);

        assertThat(result.effects()).isEqualTo(Map.of(RowOutcome.Effect.ADDED, 2L));
        assertThat(result.faults()).extracting(f -> f.line() + " " + f.column() + " " + f.code() + " " + f.detail().vi()).containsExactly(
                "3 phone invalid-phone 01234567890: 11 chữ số, đã đổi từ năm 2018.",
                "4 areas unknown-area Không có địa bàn 99009-01.",
                "5 areas required Thiếu địa bàn.",
                "6 phone required Thiếu số điện thoại.",
                "7 areas ended-area Địa bàn 99001-08 chỉ có đến ngày 2026-01-31; kế tiếp: 99001-07.",
                "8 language invalid-language Ngôn ngữ phải là mã ISO 639 như vi: vietnamese.",
                "8 basis invalid-basis Cơ sở phải là consent, emergency hoặc state-function: because.",
                "8 consent_at invalid-time Thời điểm phải theo RFC 3339 và có múi giờ: 2026.",
                "8 consent_how required Thiếu cách đồng ý.",
                "9 consent_at required Thiếu thời điểm đồng ý.",
                "10 consent_at in-the-future Thời điểm đồng ý ở tương lai: 2026-12-24T09:00:00+07:00.");
        assertThat(find("+84900000001").terms())
                .isEqualTo(new Terms(List.of(new AreaCode("99001-03")), "vi", Basis.STATE_FUNCTION, null));
        assertThat(find("+84900000008").terms()).isEqualTo(new Terms(List.of(new AreaCode("99001-03")), "en", Basis.CONSENT,
                new Consent(Instant.parse("2026-11-01T02:00:00Z"), "phiếu giấy", null)));
    }

    @Test
    void oneNumberInManyRowsGetsTheAreasOfAll() {
        String file = """
            0900000001,99001-03|99001-02
            0900000002,99001-03
            +84 900 000 001,99001-02|99002-01
            0900.000.001,99001-01
            """;

        assertThat(importAs(DRAFTER, file).effects())
                .isEqualTo(Map.of(RowOutcome.Effect.ADDED, 2L, RowOutcome.Effect.MERGED, 2L));

        assertThat(areas("+84900000001")).containsExactly("99001-03", "99001-02", "99002-01", "99001-01");
        assertThat(importAs(DRAFTER, file).effects())
                .isEqualTo(Map.of(RowOutcome.Effect.UNCHANGED, 2L, RowOutcome.Effect.MERGED, 2L));
    }

    @Test
    void aNumberWhoseRowsNameTooManyAreasTogetherIsAFaultAndNoneIsDroppedInSilence() {
        Result result = importAs(DRAFTER, """
            0900000001,99001-01|99001-02|99001-03|99001-04|99001-05|99001-06|99001-07|99001
            0900000002,99001-03
            0900000001,99002-01|99002-02|99002-03|99002-04|99002-05|99002-06|99002-07|99002-08
            0900000001,99003-01|99003-02|99003-03|99003-04|99003-05|99001-01
            """);

        assertThat(result.effects()).isEqualTo(Map.of(RowOutcome.Effect.ADDED, 1L, RowOutcome.Effect.MERGED, 2L));
        assertThat(result.faults()).extracting(f -> f.line() + " " + f.column() + " " + f.code()).containsExactly("5 areas too-many");
        assertThat(subscriptions.find(new PhoneNumber("+84900000001"))).isEmpty();
    }

    @Test
    void aKnownNumberIsReplaced() {
        importAs(DRAFTER, "0900000001,99001-03|99001-02\n0900000002,99001-03");

        Result result = importAs(DRAFTER, "0900000001,99002-01\n0900000002,99001-03\n0900000003,99001-03");

        assertThat(result.effects()).isEqualTo(
                Map.of(RowOutcome.Effect.CHANGED, 1L, RowOutcome.Effect.UNCHANGED, 1L, RowOutcome.Effect.ADDED, 1L));
        assertThat(areas("+84900000001")).containsExactly("99002-01");
        assertThat(areaRows()).containsExactlyInAnyOrder("99002-01 0", "99001-03 0", "99001-03 0");
    }

    @Test
    void whoOptedOutStaysOutUnlessHeConsentedLater() {
        importAs(DRAFTER, "0900000001,99001-03\n0900000002,99001-03");
        subscriptions.byReply(new PhoneNumber("+84900000001"));
        subscriptions.byReply(new PhoneNumber("+84900000002"));
        jdbc.sql("UPDATE subscription SET ended_at = :at").param("at", NOW.minusSeconds(86_400).atOffset(ZoneOffset.UTC)).update();

        Result result = importAs(DRAFTER, """
            0900000001,99001-03,vi,consent,2026-11-20T09:00:00+07:00,phiếu giấy
            0900000002,99001-03,vi,consent,2026-11-22T09:00:00+07:00,phiếu giấy
            0900000001,99001-04,vi,state-function,,
            """);

        assertThat(result.effects()).isEqualTo(
                Map.of(RowOutcome.Effect.SKIPPED, 1L, RowOutcome.Effect.CHANGED, 1L, RowOutcome.Effect.MERGED, 1L));
        assertThat(find("+84900000001").isActive()).isFalse();
        assertThat(find("+84900000002").isActive()).isTrue();
        assertThat(areaRows()).containsExactly("99001-03 0");
    }

    @Test
    void anOperatorImportsForHisAreaAndTakesNobodyOutOfAnother() {
        importAs(DRAFTER, "0900000001,99002-01\n0900000002,99001-01");

        Result result = importAs(OPERATOR, "0900000001,99001-03\n0900000002,99001-03\n0900000003,99001-03|99002-01\n0900000004,99001-03");

        assertThat(result.effects()).isEqualTo(Map.of(RowOutcome.Effect.CHANGED, 1L, RowOutcome.Effect.ADDED, 1L));
        assertThat(result.faults()).extracting(f -> f.line() + " " + f.column() + " " + f.code()).containsExactlyInAnyOrder(
                "4 areas outside-area", "2 phone outside-area");
        assertThat(areas("+84900000001")).containsExactly("99002-01");
    }

    @Test
    void theGoodRowsOfOneFileDoNotLieInWait() {
        importAs(DRAFTER, "0900000001,99001-03");

        assertThat(jdbc.sql("SELECT count(*) FROM subscription_import_row").query(Integer.class).single()).isZero();
    }

    private record Result(Map<RowOutcome.Effect, Long> effects, List<RowFault> faults) {}

    private Result importAs(Caller caller, String lines) {
        RowImport work = importer.open(new ImportId(Ids.next()), caller);
        List<CsvRow> rows = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            List<String> columns = List.of("phone", "areas", "language", "basis", "consent_at", "consent_how");
            for (int i = 0; i < cells.length; i++) {
                row.put(columns.get(i), cells[i]);
            }
            rows.add(new CsvRow(rows.size() + 2, row));
        }
        List<RowOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 2) {
            List<CsvRow> batch = rows.subList(i, Math.min(i + 2, rows.size()));
            outcomes.addAll(Objects.requireNonNull(transaction.execute(_ -> work.store(batch))));
        }
        transaction.executeWithoutResult(_ -> work.finish(outcomes::addAll));
        Map<RowOutcome.Effect, Long> effects = outcomes.stream().filter(RowOutcome.Counted.class::isInstance)
                .map(RowOutcome.Counted.class::cast).filter(counted -> counted.rows() > 0)
                .collect(Collectors.toMap(RowOutcome.Counted::effect, RowOutcome.Counted::rows));
        long faulty = outcomes.stream().filter(RowOutcome.Faulty.class::isInstance).count();
        // Counts by effect and not one outcome for each row: a file may have millions.
        assertThat(outcomes.size() - faulty).isEqualTo(RowOutcome.Effect.values().length);
        assertThat(effects.values().stream().mapToLong(Long::longValue).sum() + faulty).isEqualTo(rows.size());
        return new Result(effects, outcomes.stream().filter(RowOutcome.Faulty.class::isInstance).map(RowOutcome.Faulty.class::cast)
                .flatMap(f -> f.faults().stream()).toList());
    }

    private Subscription find(String phone) {
        return subscriptions.find(new PhoneNumber(phone)).orElseThrow();
    }

    private List<String> areas(String phone) {
        return find(phone).terms().areas().stream().map(AreaCode::value).toList();
    }

    private List<String> areaRows() {
        return jdbc.sql("SELECT area || ' ' || position AS it FROM subscription_area").query((row, _) -> row.getString("it")).list();
    }
}
