package loa.contract;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoaJsonTest {
    record Thing(String name, @Nullable Integer count, @Nullable OffsetDateTime at, @Nullable List<AreaCode> areas) {}

    @Test
    void timesAreWrittenWithMillisecondsInTheOffsetOfVietNam() {
        assertThat(LoaJson.mapper().writeValueAsString(OffsetDateTime.parse("2026-11-22T07:03:00Z")))
                .isEqualTo("\"2026-11-22T14:03:00.000+07:00\"");
        assertThat(LoaJson.strictMapper().readValue("\"2026-11-22T07:03:00Z\"", OffsetDateTime.class))
                .isEqualTo(OffsetDateTime.parse("2026-11-22T07:03:00Z"));
    }

    @Test
    void fieldsStandInTheOrderOfTheRecord() {
        assertThat(LoaJson.mapper().writeValueAsString(new Thing("x", 1, null, List.of(new AreaCode("99")))))
                .isEqualTo("{\"name\":\"x\",\"count\":1,\"at\":null,\"areas\":[\"99\"]}");
    }

    @Test
    void whatPeopleSendIsTakenStrictly() {
        for (String json : new String[]{"{\"nmae\": \"x\"}", "{\"name\": 5}", "{\"name\": {}}", "{\"name\": \"x\", \"count\": \"5\"}",
                "{\"name\": \"x\", \"count\": 1.5}", "{\"name\": \"x\", \"at\": \"2026-11-22T07:03:00\"}",
                "{\"name\": \"x\", \"areas\": [\"9\"]}", "{\"name\": \"x\"} {}"}) {
            assertThatThrownBy(() -> LoaJson.strictMapper().readValue(json, Thing.class)).as(json).isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void textIsTakenInNfc() {
        assertThat(LoaJson.strictMapper().readValue("{\"name\": \"Tho\u0302n\"}", Thing.class).name()).isEqualTo("Th\u00f4n");
    }

    @Test
    void whatANewerProducerAddsIsPassedOver() {
        assertThat(LoaJson.mapper().readValue("{\"name\": \"x\", \"more\": 1}", Thing.class).name()).isEqualTo("x");
    }

    @Test
    void codesThatAreNoneAreRefused() {
        for (String code : new String[]{"", "9", "990", "99001-1", "99001-1234", "99001-01 ", "a9"}) {
            assertThatThrownBy(() -> new AreaCode(code)).as(code).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BulletinClass.ofCode("urgent")).hasMessageContaining("emergency, priority, routine");
    }
}
