package loa.contract;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PassTest {
    private static final Instant NOW = Samples.NOW.toInstant();

    @TempDir
    private Path directory;
    private final Pass pass = new Pass(Channel.SMS, "019a", "administrator", Set.of(Role.ADMINISTRATOR), new AreaCode("99001"),
            Samples.NOW.plusSeconds(60));
    private KeyDirectory keys = new KeyDirectory(Path.of("."));

    @BeforeEach
    void keys() {
        keys = Samples.keys(directory);
    }

    @Test
    void whatTheDeskHasSignedIsBelieved() {
        assertThat(read(pass.sign(keys.signingKey("k1")), Channel.SMS, NOW)).contains(pass);
    }

    @Test
    void itOpensOneChannelForOneMinute() {
        String text = pass.sign(keys.signingKey("k1"));
        assertThat(read(text, Channel.PUSH, NOW)).isEmpty();
        assertThat(read(text, Channel.SMS, NOW.plusSeconds(60))).isEmpty();
        assertThat(read(text, Channel.SMS, NOW.minusSeconds(61))).as("nobody signs for ever").isEmpty();
    }

    @Test
    void whatWasChangedOrSignedByAStrangerOpensNothing() {
        String text = pass.sign(keys.signingKey("k1"));
        assertThat(read(text.replace("pass_ey", "pass_fy"), Channel.SMS, NOW)).isEmpty();
        assertThat(read(text.replace(".k1.", ".k2."), Channel.SMS, NOW)).isEmpty();
        assertThat(read(text.substring(0, text.length() - 4), Channel.SMS, NOW)).isEmpty();
        for (String nonsense : new String[]{"", "pass_", "pass_..", "pass_a.k1.b", "loa_x", "pass_%%%.k1.%%%"}) {
            assertThat(read(nonsense, Channel.SMS, NOW)).as(nonsense).isEmpty();
        }
        var strangers = new KeyDirectory(directory.resolve("strangers"));
        strangers.createIfMissing("k1");
        assertThat(read(pass.sign(strangers.signingKey("k1")), Channel.SMS, NOW)).isEmpty();
        String other = "pass_"
                + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String content = other.substring("pass_".length());
        assertThat(read(other + ".k1." + keys.signingKey("k1").sign("loa-pass-1\n" + content), Channel.SMS, NOW)).isEmpty();
    }

    private Optional<Pass> read(String text, Channel channel, Instant now) {
        return Pass.read(text, keys.ring(), channel, now);
    }
}
