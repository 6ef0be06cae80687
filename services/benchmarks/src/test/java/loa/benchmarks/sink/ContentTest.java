package loa.benchmarks.sink;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentTest {
    private final Content content = new Content();

    @Test
    void theSameToAndBodyIsTheSameWhateverElseTheFormSays() {
        long one = form("To=%2B84590000001&From=X&Body=LOA+K7M4Q2XD+a&ValidityPeriod=10");
        assertThat(form("Body=LOA+K7M4Q2XD+a&ValidityPeriod=9&To=%2B84590000001")).isEqualTo(one);
    }

    @Test
    void anotherNumberOrAnotherTextIsAnother() {
        long one = form("To=%2B84590000001&Body=LOA+K7M4Q2XD+a");
        assertThat(form("To=%2B84590000002&Body=LOA+K7M4Q2XD+a")).isNotEqualTo(one);
        assertThat(form("To=%2B84590000001&Body=LOA+K7M4Q2XE+a")).isNotEqualTo(one);
    }

    @Test
    void theCheckCodeStandsBehindTheMarkHoweverTheBlankIsWritten() {
        form("To=1&Body=LOA+K7M4Q2XD+a");
        assertThat(Content.letters(content.code())).isEqualTo("K7M4Q2XD");
        form("To=1&Body=LOA%20K7M4Q2XE+a");
        assertThat(Content.letters(content.code())).isEqualTo("K7M4Q2XE");
        form("To=1&Body=without");
        assertThat(content.code()).isZero();
    }

    @Test
    void theCallbackIsGivenAsItCame() {
        form("To=1&Body=b&StatusCallback=http%3A%2F%2Fx&From=2");
        assertThat(content.callback()).isEqualTo("http%3A%2F%2Fx");
        form("To=1&Body=b");
        assertThat(content.callback()).isEmpty();
    }

    @Test
    void aPushIsKnownByTokenOrTopicAndItsTag() {
        long one = json("{\"message\":{\"token\":\"t1\",\"android\":{\"notification\":{\"title\":\"LOA K7M4Q2XD\",\"tag\":\"d1\"}}}}");
        assertThat(Content.letters(content.code())).isEqualTo("K7M4Q2XD");
        assertThat(json("{\"message\":{\"token\":\"t1\",\"android\":{\"notification\":{\"tag\":\"d1\",\"title\":\"LOA 22222222\"}}}}"))
                .isEqualTo(one);
        assertThat(json("{\"message\":{\"token\":\"t2\",\"android\":{\"notification\":{\"tag\":\"d1\"}}}}")).isNotEqualTo(one);
        assertThat(json("{\"message\":{\"topic\":\"t1\",\"android\":{\"notification\":{\"tag\":\"d2\"}}}}")).isNotEqualTo(one);
    }

    private long form(String text) {
        content.readForm(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        return content.identity();
    }

    private long json(String text) {
        content.readJson(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        return content.identity();
    }
}
