package loa.standalone.demo;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

/** A storm warning of our own invention, drafted by one person and approved and issued by another. */
final class SampleDirective {
    private static final String BODY = """
        {"issuingBody": "Ban Chỉ huy Phòng thủ dân sự Tỉnh Mẫu",
         "source": {"number": "12", "symbol": "CĐ-PTDS", "issuingBody": "BAN CHỈ HUY PHÒNG THỦ DÂN SỰ", "date": "%1$s",
                    "subject": "Ứng phó bão số 9", "text": "Công điện mẫu của môi trường thử."},
         "bulletinClass": "emergency", "exercise": false, "areas": ["99"], "channels": ["sms", "push", "loudspeaker"],
         "bulletins": [
           {"channel": "sms", "language": "vi", "text": "CĐ {number}: Bão số 9 đổ bộ tối nay, gió cấp 12. Ở yên trong nhà kiên cố. Mã {code}"},
           {"channel": "push", "language": "vi", "title": "Bão số 9 đổ bộ tối nay",
            "text": "Gió cấp 12, mưa rất to. Ở yên trong nhà kiên cố, không ra khơi, không qua ngầm tràn."},
           {"channel": "loudspeaker", "language": "vi", "title": "Công điện khẩn về bão số 9", "repeats": 2,
            "text": "Kính thưa bà con. Bão số 9 sẽ đổ bộ vào tỉnh ta tối nay, gió mạnh cấp 12, mưa rất to. Đề nghị bà con ở yên trong nhà kiên cố, không ra khơi, không qua ngầm tràn."}],
         "effective": null, "expires": "%2$s"}
        """;

    private SampleDirective() {}

    /** Drafts, submits, approves and issues it; returns it as issued. */
    static JsonNode issue(LoaClient drafter, LoaClient approver) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(7)).truncatedTo(ChronoUnit.SECONDS);
        JsonNode draft = drafter.post("/api/v1/directives", BODY.formatted(now.toLocalDate(), now.plusHours(12)),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        String path = "/api/v1/directives/" + draft.path("id").asString();
        JsonNode submitted = drafter.post(path + ":submit", "");
        approver.post(path + ":approve", "", Map.of("If-Match", "\"" + submitted.path("version").asInt() + "\""));
        return approver.post(path + ":issue", "");
    }
}
