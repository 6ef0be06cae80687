package loa.publisher;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.EventVerifier;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.contract.Topics;
import loa.contract.Verification;

import static java.util.concurrent.TimeUnit.SECONDS;
import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Amendments by HTTP, from draft to what Kafka gets to see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmendEndToEndTest {
    private static final String WHY = "{\"reason\": \"Sai giờ\"}";
    private static final String TO_PUSH_ALONE = """
        {"reason": "Sai giờ", "areas": ["99001-01"], "channels": ["push"],
         "bulletins": [{"channel": "push", "language": "vi", "title": "ĐÍNH CHÍNH: 15 giờ", "text": "Mã {code}"}]}
        """;

    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    private static String code(Desk.Answer answer) {
        return answer.status() + " " + answer.json().path("type").asString("").replace("urn:loa:problem:", "") + " "
                + answer.json().path("state").asString("");
    }

    private Desk.Answer post(String who, String path) {
        return desk.post(who, path, "");
    }

    /** Walks an open amendment to the end of its way; answers what issue answered. */
    private JsonNode issueAmendment(String path) {
        assertThat(post("drafter", path + ":submit").status()).isEqualTo(200);
        assertThat(desk.post("approver", path + ":approve", "", "If-Match", desk.get("approver", path).header("ETag")).status())
                .isEqualTo(200);
        Desk.Answer issued = post("approver", path + ":issue");
        assertThat(issued.status()).as(issued.raw().body()).isEqualTo(200);
        return issued.json();
    }

    private List<LoaEvent> events(String path, int count) {
        try (var topic = new TopicReader(Topics.DIRECTIVES)) {
            return topic.await(count, r -> r.key().equals(idIn(path))).stream().map(this::event).toList();
        }
    }

    private LoaEvent event(ConsumerRecord<String, byte[]> record) {
        return ((Verification.Genuine) new EventVerifier(new KeyDirectory(desk.keys()).ring()).verify(record)).event();
    }

    @Test
    void anAmendmentTakesThePlaceOfWhatIsInForceOnlyWhenItIsIssued() {
        String path = Samples.issued(desk, Samples.draft());
        Desk.Answer drafted = desk.post("drafter", path + ":amend", TO_PUSH_ALONE);
        assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
        JsonNode draft = drafted.json();
        assertThat(List.of(draft.path("revision").asInt(), draft.path("inForce").asInt(), draft.path("replaces").asInt()))
                .containsExactly(2, 1, 1);
        assertThat(draft.path("state").asString() + " " + draft.path("version").asInt() + " " + draft.path("reason").asString())
                .isEqualTo("draft 5 Sai giờ");
        assertThat(draft.path("effective").isNull()).as("at issue").isTrue();
        assertThat(draft.path("issuingBody").asString()).as("as before").isEqualTo("Ban Tuyên giáo Tỉnh ủy");
        assertThat(draft.path("warnings").toString()).contains("không dùng kênh sms", "không nêu 99001");
        assertThat(desk.get("auditor", path + "?revision=1").json().path("state").asString()).isEqualTo("issued");
        assertThat(desk.get("auditor", path + "/progress").json().path("revision").asInt()).as("what is out").isEqualTo(1);
        assertThat(stateInList(path, "issued")).as("not hidden by its amendment").isEqualTo("1 issued");
        assertThat(stateInList(path, "draft")).isEqualTo("2 draft");

        JsonNode issued = issueAmendment(path);
        assertThat(issued.path("checkCode")).isEqualTo(draft.path("checkCode"));
        assertThat(issued.path("history").findValuesAsString("act")).containsExactly("drafted", "submitted", "approved", "issued");
        JsonNode replaced = desk.get("auditor", path + "?revision=1").json();
        assertThat(replaced.path("state").asString() + replaced.path("inForce").asInt()).isEqualTo("amended2");
        assertThat(replaced.path("history").findValuesAsString("act")).endsWith("issued", "amended");
        assertThat(stateInList(path, "issued")).isEqualTo("2 issued");
        assertThat(desk.get("auditor", path + "/revisions").json().path("items").findValuesAsString("state")).containsExactly("issued",
                "amended");
        assertThat(events(path, 2).get(1)).isInstanceOfSatisfying(LoaEvent.DirectiveAmended.class, event -> {
            assertThat(event.replaces() + " " + event.reason() + " " + event.content().revision()).isEqualTo("1 Sai giờ 2");
            assertThat(event.content().coveredAreas()).extracting(AreaCode::value).containsExactly("99001-01");
            assertThat(event.content().bulletins().getFirst().title()).isEqualTo("ĐÍNH CHÍNH: 15 giờ");
        });
    }

    private String stateInList(String path, String state) {
        for (JsonNode item : desk.get("auditor", "/api/v1/directives?limit=500&state=" + state).json().path("items")) {
            if (item.path("id").asString().equals(idIn(path))) {
                return item.path("revision").asInt() + " " + item.path("state").asString();
            }
        }
        return "";
    }

    @Test
    void onlyWhatIsInForceIsAmendedAndOnlyOnceAtATime() {
        String draft = Samples.drafted(desk, Samples.draft());
        assertThat(code(desk.post("drafter", draft + ":amend", WHY))).isEqualTo("409 wrong-state draft");
        String path = Samples.issued(desk, Samples.draft());
        assertThat(code(desk.post("approver", path + ":amend", WHY))).isEqualTo("403 forbidden ");
        assertThat(code(desk.post("drafter", path + ":amend", WHY, "If-Match", "\"1\""))).isEqualTo("412 stale ");
        assertThat(desk.post("drafter", path + ":amend", WHY).status()).isEqualTo(201);
        Desk.Answer again = desk.post("drafter", path + ":amend", WHY);
        assertThat(again.status() + " " + again.json().path("version").asInt()).as("the same again").isEqualTo("201 5");
        assertThat(code(desk.post("drafter", path + ":amend", "{\"reason\": \"Khác\"}"))).isEqualTo("409 wrong-state draft");
        assertThat(code(desk.post("chief", path + ":amend", WHY))).isEqualTo("409 wrong-state draft");
        String cancelled = Samples.issued(desk, Samples.draft());
        desk.post("approver", cancelled + ":cancel", WHY);
        assertThat(code(desk.post("drafter", cancelled + ":amend", WHY))).isEqualTo("409 wrong-state cancelled");
    }

    @Test
    void allThatCannotBeAmendedIsToldAtOnce() {
        String path = Samples.issued(desk, Samples.draft());
        Desk.Answer refused = desk.post("drafter", path + ":amend", """
            {"exercise": true, "areas": ["99009"], "expires": "2020-01-01T00:00:00+07:00"}
            """);
        assertThat(refused.json().path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/reason", "/exercise",
                "/areas/0",
                "/expires");
        Desk.Answer tooLate = desk.post("drafter", path + ":amend", """
            {"reason": "x", "effective": "%s", "expires": "%s"}
            """.formatted(in(4 * 3600), in(5 * 3600)));
        assertThat(tooLate.json().path("errors").findValuesAsString("code")).containsExactly("after-replaced");
        assertThat(desk.post("drafter", path + ":amend", "{\"reason\": \"x\", \"replaces\": 1}").status()).isEqualTo(400);
        assertThat(desk.get("auditor", path).json().path("revision").asInt()).as("nothing was stored").isEqualTo(1);
    }

    @Test
    void anExerciseStaysOneHoweverItIsChanged() {
        String path = Samples.issued(desk, Samples.draft().replace("\"exercise\": false", "\"exercise\": true"));
        desk.post("drafter", path + ":amend", WHY);
        Desk.Answer real = desk.put("drafter", path, Samples.draft(), "If-Match", "\"5\"");
        assertThat(real.json().path("errors").findValuesAsString("pointer")).containsExactly("/exercise");
        Desk.Answer silent = desk.put("drafter", path, Samples.draft().replace("\"exercise\": false,", ""), "If-Match", "\"5\"");
        assertThat(silent.json().path("exercise").asBoolean()).as(silent.raw().body()).isTrue();
        assertThat(desk.get("auditor", "/api/v1/directives?limit=500&exercise=true").json().path("items").findValuesAsString("id"))
                .contains(idIn(path));
        assertThat(desk.get("auditor", "/api/v1/directives?limit=500&exercise=false").json().path("items").findValuesAsString("id"))
                .doesNotContain(idIn(path));
    }

    @Test
    void whoeverWroteAnEarlierRevisionDoesNotApproveALaterOne() {
        String path = Samples.drafted(desk, Samples.draft());
        assertThat(desk.put("chief", path, Samples.draft(), "If-Match", "\"1\"").status()).isEqualTo(200);
        issueAmendment(path);
        desk.post("drafter", path + ":amend", WHY);
        post("drafter", path + ":submit");
        assertThat(code(desk.post("chief", path + ":approve", "", "If-Match", desk.get("chief", path).header("ETag"))))
                .isEqualTo("403 same-person ");
        assertThat(desk.post("approver", path + ":return", WHY).json().path("state").asString()).isEqualTo("returned");
        assertThat(issueAmendment(path).path("inForce").asInt()).isEqualTo(2);
    }

    @Test
    void aCancelEndsTheAmendmentToo() {
        String path = Samples.issued(desk, Samples.draft());
        desk.post("drafter", path + ":amend", WHY);
        post("drafter", path + ":submit");
        desk.post("approver", path + ":approve", "", "If-Match", desk.get("approver", path).header("ETag"));
        JsonNode cancelled = desk.post("approver", path + ":cancel", "{\"reason\": \"Nhầm\"}").json();
        assertThat(cancelled.path("revision").asInt() + cancelled.path("state").asString()).isEqualTo("1cancelled");
        JsonNode amendment = desk.get("auditor", path + "?revision=2").json();
        assertThat(amendment.path("state").asString()).isEqualTo("cancelled");
        assertThat(amendment.path("history").findValuesAsString("reason")).endsWith("Nhầm");
        assertThat(code(post("chief", path + ":issue"))).isEqualTo("409 wrong-state cancelled");
        assertThat(desk.post("approver", path + ":cancel", "{\"reason\": \"Nhầm\"}").status()).as("again").isEqualTo(200);
        assertThat(events(path, 2)).last().isInstanceOfSatisfying(LoaEvent.DirectiveCancelled.class,
                event -> assertThat(event.revision()).isEqualTo(1));
    }

    @Test
    void aDiscardedAmendmentLeavesWhatIsInForceAndMakesRoomForAnother() {
        String path = Samples.issued(desk, Samples.draft());
        desk.post("drafter", path + ":amend", WHY);
        JsonNode inForce = desk.post("drafter", path + ":discard-amendment", "{\"reason\": \"Thôi\"}").json();
        assertThat(inForce.path("revision").asInt() + inForce.path("state").asString()).isEqualTo("1issued");
        assertThat(desk.post("drafter", path + ":discard-amendment", "{\"reason\": \"Thôi\"}").status()).as("again").isEqualTo(200);
        assertThat(code(desk.post("approver", path + ":discard-amendment", WHY))).isEqualTo("409 wrong-state issued");
        desk.post("drafter", path + ":amend", TO_PUSH_ALONE);
        JsonNode issued = issueAmendment(path);
        assertThat(issued.path("revision").asInt() + " " + issued.path("replaces").asInt()).isEqualTo("3 1");
        assertThat(events(path, 2).get(1)).isInstanceOfSatisfying(LoaEvent.DirectiveAmended.class,
                event -> assertThat(event.replaces()).isEqualTo(1));
    }

    @Test
    void anAmendmentEndsWhenTheTimeOfWhatItAmendsIsOver() {
        String path = Samples.issued(desk, Samples.draft(null, in(4)));
        desk.post("drafter", path + ":amend", "{\"reason\": \"Lâu hơn\", \"expires\": \"%s\"}".formatted(in(3600)));
        await().atMost(15, SECONDS).until(() -> desk.get("auditor", path).json().path("state").asString().equals("expired"));
        assertThat(desk.get("auditor", path).json().path("revision").asInt()).isEqualTo(1);
        assertThat(desk.get("auditor", path + "?revision=2").json().path("state").asString()).isEqualTo("expired");
        assertThat(code(post("chief", path + ":submit"))).isEqualTo("409 wrong-state expired");
    }

    @Test
    void aScheduledAmendmentGoesOutWhenItsTimeComes() {
        String path = Samples.issued(desk, Samples.draft());
        desk.post("drafter", path + ":amend", "{\"reason\": \"Chiều nay\", \"effective\": \"%s\"}".formatted(in(3)));
        assertThat(issueAmendment(path).path("state").asString()).isEqualTo("scheduled");
        assertThat(desk.get("auditor", path + "?revision=1").json().path("state").asString()).isEqualTo("issued");
        await().atMost(15, SECONDS).until(() -> desk.get("auditor", path).json().path("state").asString().equals("issued"));
        assertThat(desk.get("auditor", path + "?revision=1").json().path("history").findValuesAsString("act")).endsWith("amended");
    }

    @Test
    void progressTellsHowManyHadTheEarlierTextAndHowManyOfThemAreLeftWithIt() {
        String path = Samples.issued(desk, Samples.draft());
        Samples.send(reports(path, 1, Map.of("99001-01", 6L, "99002-01", 3L)));
        desk.post("drafter", path + ":amend", TO_PUSH_ALONE.replace("[\"push\"]", "[\"push\", \"sms\"]").replace("]}",
                ", {\"channel\": \"sms\", \"text\": \"ĐÍNH CHÍNH {code}\"}]}"));
        issueAmendment(path);
        Samples.send(reports(path, 2, Map.of("99001-01", 4L)));
        await().atMost(20, SECONDS).untilAsserted(() -> {
            JsonNode corrected = desk.get("auditor", path + "/progress").json().path("corrects").path(0);
            assertThat(corrected.path("revision").asInt()).isEqualTo(1);
            assertThat(corrected.path("sent").toString()).isEqualTo("{\"sms\":9,\"push\":9}");
            assertThat(corrected.path("left").toString()).isEqualTo("{\"sms\":3,\"push\":3}");
        });
        JsonNode first = desk.get("auditor", path + "/progress?revision=1").json();
        assertThat(first.path("state").asString() + first.path("replacedBy").asInt()).isEqualTo("amended2");
        assertThat(first.path("channels").path("sms").path("counts").path("accepted").asInt()).isEqualTo(9);
    }

    private List<ProducerRecord<String, byte[]>> reports(String path, int revision, Map<String, Long> accepted) {
        List<LoaEvent.AreaCounts> areas = accepted.entrySet().stream().map(e -> new LoaEvent.AreaCounts(new AreaCode(e.getKey()),
                new Counts(e.getValue(), 0, 0, 0, 0, e.getValue(), 0, 0, 0, 0, 0, 0))).toList();
        return List.of(Channel.SMS, Channel.PUSH).stream().flatMap(channel -> IntStream.range(0, 8)
                .mapToObj(shard -> Samples.signed(desk,
                        new LoaEvent.DeliveryReport(DirectiveId.parse(idIn(path)), revision, channel, shard, 1,
                                Planning.COMPLETE, null, shard == 0 ? areas : List.of(), List.of(), null, null, null, in(0)))))
                .toList();
    }

    @Test
    void twoAmendmentsAtTheSameMomentAreOne() throws Exception {
        String path = Samples.issued(desk, Samples.draft());
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        List<Thread> threads = List.of("drafter", "chief").stream()
                .map(who -> Thread.ofVirtual().start(() -> statuses.add(desk.post(who, path + ":amend", WHY).status()))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    }
}
